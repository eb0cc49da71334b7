@NullMarked
package vn.maiam.household.web;

import org.jspecify.annotations.NullMarked;
