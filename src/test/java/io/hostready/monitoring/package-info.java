/** The files of examples/monitoring, and the actions for GitHub, each read by its own reader. */
@org.jspecify.annotations.NullMarked
package io.hostready.monitoring;
