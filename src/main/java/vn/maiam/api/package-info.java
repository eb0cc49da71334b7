/**
 * The JSON face of the register for other agencies, within the caller's scope. Nobody
 * uses this module.
 */
@NullMarked
@ApplicationModule(
		allowedDependencies = { "shared", "area", "account", "household", "weeklyreport", "weeklyreport :: domain" })
package vn.maiam.api;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
