/**
 * The database as such: in what order its tables stand, what is said when it is away or
 * not ours, and which reads go to a replica. Knows nothing of what is in it.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "shared")
package vn.maiam.database;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
