/**
 * Benchmarks of whole commands, as a user runs them: JVM start included, against other programs
 * that do the same on the same machine in the same run.
 */
package org.peerdist.benchmark;
