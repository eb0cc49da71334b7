@NullMarked
package vn.maiam.committee.web;

import org.jspecify.annotations.NullMarked;
