[description]
Makes this server a hosted cache: it keeps what the PeerDist (BranchCache) clients of a branch
have fetched, and gives it to the others. Clients of Windows 8 and later offer over HTTP, those
of Windows 7 over HTTPS.

[tags]
server
peerdist
3rdparty

[depend]
security
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
modules/peerdist/peerdist-hosted-cache.xml

[ini-template]
## An address and port of its own; unless set, it answers on the connectors of this server, at
## the paths of the protocols. Clients expect HTTP at port 80 and HTTPS at port 443 if nobody
## tells them otherwise.
# peerdist.hostedCache.host=
# peerdist.hostedCache.port=

## Where the cache is, for the user of this server alone
# peerdist.state=var/peerdist

## How much the cache may take on the disk: bytes, or a part of the disk such as 10%
# peerdist.hostedCache.cacheSize=5%

## How many others are given something at once; who comes then gets an empty answer
# peerdist.hostedCache.uploads=1024

## How much goes out in a second, in bytes; no limit unless set
# peerdist.hostedCache.uploadRate=

## Whether the network is told of it, by multicast DNS, for 'peerdist get --find-hosted-cache'; unless
## set, it is if it can be reached from elsewhere
# peerdist.hostedCache.announce=true

## Takes offers over HTTPS only with a name and a password (HTTP Basic) of this file, which has lines
## 'name: password'. Windows clients can't do that: for them there is Kerberos.
# peerdist.hostedCache.users=

## Takes offers over HTTPS only from clients that the domain knows (SPNEGO with Kerberos), and the
## principal of the keytab; Kerberos is set up by /etc/krb5.conf
# peerdist.hostedCache.keytab=
# peerdist.hostedCache.service=HTTP/cache.example.org
