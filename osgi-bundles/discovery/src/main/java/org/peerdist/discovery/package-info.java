/** Discovery of peers, [MS-PCCRD]: probes, their answers, prober and responder. */
@Export
@Version("1.0.0")
package org.peerdist.discovery;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
