@NullMarked
package vn.maiam.household.domain;

import org.jspecify.annotations.NullMarked;
