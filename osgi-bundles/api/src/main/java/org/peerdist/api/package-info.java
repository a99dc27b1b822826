/**
 * The Peer Distribution API: publish contents, hand out their content information, and retrieve
 * contents by it from the own cache and from those around. It has the power of the API of the same
 * name in Windows, in Java's own way:
 *
 * <ul>
 *   <li>Handles are objects that are {@link java.lang.AutoCloseable closed}; each belongs to a
 *       {@link org.peerdist.api.PeerDistSession session}.
 *   <li>What takes time returns a {@link java.util.concurrent.CompletableFuture}, in place of
 *       overlapped structures, events and completion ports, and is cancelled by it.
 *   <li>No buffer is lent: bytes that are read come as read-only views, bytes that are given are
 *       copied or done with when the future is.
 *   <li>Failures are {@link org.peerdist.api.PeerDistException}s with the numbers of the original.
 *       Missing data is no failure but a {@link org.peerdist.api.ReadResult}.
 *   <li>Versions of the API are those of the package, which OSGi resolves.
 *   <li>In place of the account, an {@link org.peerdist.api.Owner} tells whose publications they
 *       are.
 * </ul>
 *
 * <table>
 * <caption>The functions of the original, and what takes their place</caption>
 * <tr><th>Function</th><th>Here</th></tr>
 * <tr><td>PeerDistStartup</td><td>{@link org.peerdist.api.PublishingService#openSession}, {@link
 *     org.peerdist.api.RetrievingService#openSession}</td></tr>
 * <tr><td>PeerDistShutdown</td><td>{@link org.peerdist.api.PeerDistSession#close}</td></tr>
 * <tr><td>PeerDistGetStatus</td><td>{@link
 *     org.peerdist.api.PeerDistStatus#availability}</td></tr>
 * <tr><td>PeerDistGetStatusEx</td><td>{@link org.peerdist.api.PeerDistSession#status}</td></tr>
 * <tr><td>PeerDistRegisterForStatusChangeNotification</td><td>{@link
 *     org.peerdist.api.PeerDistSession#statusChanges}; any number of subscribers, each until it
 *     cancels</td></tr>
 * <tr><td>PeerDistRegisterForStatusChangeNotificationEx</td><td>the same: what it tells has the
 *     {@link org.peerdist.api.PeerDistStatus#versions}</td></tr>
 * <tr><td>PeerDistUnregisterForStatusChangeNotification</td><td>{@link
 *     java.util.concurrent.Flow.Subscription#cancel}; nothing comes after it</td></tr>
 * <tr><td>PeerDistGetOverlappedResult</td><td>{@link
 *     java.util.concurrent.CompletableFuture#get}, {@link
 *     java.util.concurrent.CompletableFuture#isDone}</td></tr>
 * <tr><td>PeerDistServerPublishStream</td><td>{@link
 *     org.peerdist.api.PublishingSession#publish}</td></tr>
 * <tr><td>PeerDistServerPublishAddToStream</td><td>{@link
 *     org.peerdist.api.PublishingStream#add}</td></tr>
 * <tr><td>PeerDistServerPublishCompleteStream</td><td>{@link
 *     org.peerdist.api.PublishingStream#complete}</td></tr>
 * <tr><td>PeerDistServerCloseStreamHandle</td><td>{@link
 *     org.peerdist.api.PublishingStream#close}</td></tr>
 * <tr><td>PeerDistServerUnpublish</td><td>{@link
 *     org.peerdist.api.PublishingSession#unpublish}</td></tr>
 * <tr><td>PeerDistServerOpenContentInformation</td><td>{@link
 *     org.peerdist.api.PublishingSession#openContentInformation} with {@link
 *     org.peerdist.api.VersionRange#ALL}</td></tr>
 * <tr><td>PeerDistServerOpenContentInformationEx</td><td>{@link
 *     org.peerdist.api.PublishingSession#openContentInformation}</td></tr>
 * <tr><td>PeerDistServerRetrieveContentInformation</td><td>{@link
 *     org.peerdist.api.ContentInformationReader#read}; it never waits, so there is no
 *     future</td></tr>
 * <tr><td>PeerDistServerCloseContentInformation</td><td>{@link
 *     org.peerdist.api.ContentInformationReader#close}</td></tr>
 * <tr><td>PeerDistServerCancelAsyncOperation</td><td>{@link
 *     java.util.concurrent.CompletableFuture#cancel}; false for {@code
 *     OPERATION_NOTFOUND}</td></tr>
 * <tr><td>PeerDistClientOpenContent</td><td>{@link
 *     org.peerdist.api.RetrievingSession#openContent}</td></tr>
 * <tr><td>PeerDistClientCloseContent</td><td>{@link
 *     org.peerdist.api.RetrievedContent#close}</td></tr>
 * <tr><td>PeerDistClientGetInformationByHandle</td><td>{@link
 *     org.peerdist.api.RetrievedContent#isFlashCrowd}, and beyond it {@link
 *     org.peerdist.api.RetrievedContent#statistics}</td></tr>
 * <tr><td>PeerDistClientAddContentInformation</td><td>{@link
 *     org.peerdist.api.RetrievedContent#addContentInformation}; it never waits</td></tr>
 * <tr><td>PeerDistClientCompleteContentInformation</td><td>{@link
 *     org.peerdist.api.RetrievedContent#completeContentInformation}</td></tr>
 * <tr><td>PeerDistClientAddData</td><td>{@link
 *     org.peerdist.api.RetrievedContent#addData}</td></tr>
 * <tr><td>PeerDistClientBlockRead</td><td>{@link org.peerdist.api.RetrievedContent#read}; with a
 *     length of 0, {@link org.peerdist.api.RetrievedContent#cached}</td></tr>
 * <tr><td>PeerDistClientStreamRead</td><td>{@link org.peerdist.api.RetrievedContent#readNext}, and
 *     on top {@link org.peerdist.api.RetrievedContent#channel}</td></tr>
 * <tr><td>PeerDistClientFlushContent</td><td>{@link
 *     org.peerdist.api.RetrievingSession#flush}</td></tr>
 * <tr><td>PeerDistClientCancelAsyncOperation</td><td>{@link
 *     java.util.concurrent.CompletableFuture#cancel}; for all, {@link
 *     org.peerdist.api.RetrievedContent#cancelAll}</td></tr>
 * </table>
 *
 * <p>Beyond the original: {@link org.peerdist.api.PublishingSession#publishFile files}, {@link
 * org.peerdist.api.PublishOptions#lasting publications that outlive the process}, {@link
 * org.peerdist.api.PublishingSession#publications enumeration}, {@link
 * org.peerdist.api.PublishOptions#passing contents that pass by}, {@link
 * org.peerdist.api.PublishOptions#source files in a certain state}, {@link
 * org.peerdist.api.PublishingSession#findContentInformation content information if it is there},
 * {@link org.peerdist.api.RetrievedContent#deliver whole contents with what is missing from their
 * origin}, {@link org.peerdist.api.RetrievedContent#peerBytes who gave what}, and statistics of
 * {@link org.peerdist.api.RetrievedContent#statistics both} {@link
 * org.peerdist.api.PublishingSession#statistics halves}.
 *
 * <p>Nothing here opens sockets or starts threads, and nothing needs OSGi.
 */
@Export
@Version("1.2.0")
package org.peerdist.api;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
