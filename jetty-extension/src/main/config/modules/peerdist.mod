[description]
PeerDist, which Windows calls BranchCache: clients that ask for it get the hashes of what
this server serves, and fetch the content from their neighbours. All others get the content.

[tags]
server
handler
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
modules/peerdist/peerdist.xml

[ini-template]
## Folders whose files are hashed at the start, in the background, and when they change, so
## that the first request for them finds hashes; with commas between them, relative to
## $JETTY_BASE. Other files are hashed when they are first asked for.
# peerdist.publish=

## Where the secret and the hashes are kept, for the user of this server alone
# peerdist.state=var/peerdist

## A file whose bytes the secret comes from. Servers with the same one share what their clients
## have. Without it, a random one is made once and kept in peerdist.state.
# peerdist.passphrase.file=

## How much disk the hashes may take, in bytes; 4 GiB hold those of about 2.6 TB
# peerdist.cacheSize=4294967296

## What is shorter than this gets no hashes, in bytes
# peerdist.minSize=65536

## The highest version of content information to give out: 1 (Windows 7 and later) or
## 2 (Windows 8 and later)
# peerdist.contentVersion=2

## What happens to an application when hashes were sent instead of what it writes:
## abort (its write fails, as if the client had gone) or discard (it runs to its end)
# peerdist.hitMode=abort

## Paths that may get hashes, and paths that may not, such as /downloads/* or *.iso,
## with commas between them; all paths unless set
# peerdist.includedPaths=
# peerdist.excludedPaths=

## Media types that may get hashes, and types that may not, with commas between them;
## all types unless set
# peerdist.includedTypes=
# peerdist.excludedTypes=
