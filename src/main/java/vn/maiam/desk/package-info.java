/**
 * Where everybody begins: what waits for the person present, in order of urgency, and
 * finding anything by a few words.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "shared", "area", "account", "subject", "household", "discussion", "task",
		"directive", "weeklyreport", "weeklyreport :: domain" })
package vn.maiam.desk;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
