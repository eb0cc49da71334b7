/**
 * Things to do: whose they are, until when, how far. Some are given by people, some by
 * the rhythm, which also closes them. Knows the things they are about only by name.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "shared", "area", "account", "subject", "document" })
package vn.maiam.task;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
