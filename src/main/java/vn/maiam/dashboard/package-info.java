/**
 * Figures on screen: how many, where, how far, with which money. Nobody uses this module.
 */
@NullMarked
@ApplicationModule(
		allowedDependencies = { "shared", "area", "account", "household", "weeklyreport", "weeklyreport :: domain" })
package vn.maiam.dashboard;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
