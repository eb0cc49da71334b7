/**
 * A real PostgreSQL of the program's own for trying it and for tests. Absent from the
 * packaged jar; knows no module.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package vn.maiam.local;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
