@NullMarked
package vn.maiam.account.web;

import org.jspecify.annotations.NullMarked;
