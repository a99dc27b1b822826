[description]
Makes this server a peer: it offers the blocks of its content cache to PeerDist (BranchCache)
clients in its network, by discovery (UDP port 3702) and on a port of its own.

[tags]
server
peerdist
3rdparty

[depend]
server

# These come later, and so end up around it.
[before]
compression
cross-origin
debuglog
delay-until-content
dos
eager-content
graceful
gzip
min-data-rate
qos
rewrite
secure-redirect
size-limit
state-tracking
statistics
thread-limit

[lib]
lib/peerdist/*.jar

[xml]
modules/peerdist/peerdist-peer.xml

[ini-template]
## The address and port at which others fetch blocks, over HTTP; all addresses unless set
# peerdist.peer.host=
# peerdist.peer.port=1337

## Whether those who search the network are answered
# peerdist.peer.discovery=true

## The network interfaces on which they are, with commas between them; all that can multicast
## unless set
# peerdist.peer.interfaces=

## Where the cache is, for the user of this server alone
# peerdist.state=var/peerdist

## How much the cache may take on the disk: bytes, or a part of the disk such as 10%
# peerdist.peer.cacheSize=5%

## How many others are given something at once; who comes then gets an empty answer
# peerdist.peer.uploads=64

## How much goes out in a second, in bytes; no limit unless set
# peerdist.peer.uploadRate=

## Who sees what it does, at /peerdist/ of its port: local (browsers and programs on this machine),
## all, or off
# peerdist.peer.status=local
