package dev.rapport.message.template.adapter;

import dev.rapport.message.order.application.Orders;
import dev.rapport.message.template.application.TemplateBook;
import dev.rapport.message.template.application.Templates;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts the use case together, which knows no framework. */
final class TemplateBeans {

    private TemplateBeans() {}

    @Produces
    @Singleton
    static TemplateBook templateBook(Templates templates, Orders orders) {
        return new TemplateBook(templates, orders);
    }
}
