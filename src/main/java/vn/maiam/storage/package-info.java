/**
 * Where the bytes of pictures and files are kept, under keys that others choose. Knows
 * nothing of what they are.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "shared")
package vn.maiam.storage;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
