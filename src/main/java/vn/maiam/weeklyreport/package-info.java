/**
 * The weekly rhythm: weeks and their cut-off, one report per unit and week that fills
 * itself from the register, and its way from draft to accepted. Knows nothing of how a
 * house is recorded.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "shared", "paper", "area", "account", "household" })
package vn.maiam.weeklyreport;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
