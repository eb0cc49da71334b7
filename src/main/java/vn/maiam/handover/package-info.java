/**
 * Hands a locality its own data and administration: the grants, the pack, the minute; and
 * takes a pack into an empty installation. Watches all, is used by nobody.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "shared", "storage", "paper", "area", "account", "household",
		"household :: *", "document" })
package vn.maiam.handover;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
