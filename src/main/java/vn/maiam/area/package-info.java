/**
 * Administrative units, what they are called and what lies below them, on any day. Knows
 * nothing of people or households.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "shared" })
package vn.maiam.area;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
