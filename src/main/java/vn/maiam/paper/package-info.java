/**
 * Official papers in the form of Nghị định 30/2020/NĐ-CP, as Word. Knows nothing of what
 * they say.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "shared")
package vn.maiam.paper;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
