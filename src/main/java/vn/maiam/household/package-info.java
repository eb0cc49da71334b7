/**
 * Families, their houses and how far each has come. Knows nothing of reports, tasks or
 * documents.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "shared", "storage", "paper", "workbook", "area", "account" })
package vn.maiam.household;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
