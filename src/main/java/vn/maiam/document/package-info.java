/**
 * Files on things of any module, and the official documents of each unit's library. Knows
 * nothing of what the things are.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "shared", "storage", "area", "account", "subject" })
package vn.maiam.document;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
