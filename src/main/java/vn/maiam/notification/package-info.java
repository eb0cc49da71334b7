/**
 * Who is told what, when and by which way: in the application, by mail. Watches all other
 * modules; nobody uses it.
 */
@NullMarked
@ApplicationModule(
		allowedDependencies = { "shared", "area", "account", "subject", "task", "directive", "weeklyreport" })
package vn.maiam.notification;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
