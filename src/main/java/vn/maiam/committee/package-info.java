/**
 * Steering committees and helper teams of the units: who sits in them, since when and by
 * which decision. Knows nothing of what they talk about.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "shared", "workbook", "area", "account" })
package vn.maiam.committee;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
