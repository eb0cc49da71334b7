/**
 * What people say to each other: posts and comments on things of any module, mentions,
 * reactions. Knows the things only by name.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "shared", "area", "account", "subject", "document" })
package vn.maiam.discussion;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
