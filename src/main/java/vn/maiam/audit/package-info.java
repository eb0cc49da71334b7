/**
 * The trail: who did what, from where, old and new. Listens to all, is used by nobody.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "shared", "account", "area" })
package vn.maiam.audit;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
