/**
 * All of an installation, tables and files, as one folder; and back into an empty place,
 * compared. Knows no table by name.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "shared", "database", "storage" })
package vn.maiam.backup;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
