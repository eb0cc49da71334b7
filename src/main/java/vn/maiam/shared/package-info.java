/**
 * Value types and the few contracts that more than two modules need, and what every page
 * shares. Knows no module.
 */
@NullMarked
@ApplicationModule(type = ApplicationModule.Type.OPEN, allowedDependencies = {})
package vn.maiam.shared;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
