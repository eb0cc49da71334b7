/**
 * The demonstration province: people, the two lists, ten weeks of invented progress, all
 * through the doors that users have.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "shared", "database", "storage", "area", "account", "household",
		"household :: *", "weeklyreport", "committee :: *", "weeklyreport :: domain", "document", "document :: domain",
		"discussion :: domain", "task", "task :: domain", "directive :: domain" })
package vn.maiam.demo;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
