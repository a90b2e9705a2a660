package dev.rapport.local.demo;

import dev.rapport.events.Buyer;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What the people of the demo say, in their languages. */
final class DemoTexts {

    static final String GREETING = "Hello, and thank you for your message! We will be with you shortly.";
    static final String ASKING_BACK = "Which size do you usually wear? Then we can tell you which one fits.";
    static final String THANKS = "Thank you for taking the time to review your order.";

    private record Tongue(
            String country, List<String> names, List<String> questions, String complaint, String bad, String good) {}

    private static final Map<String, Tongue> TONGUES = Map.of(
            "en",
            new Tongue(
                    "US",
                    List.of("Ann", "Joe", "Kim"),
                    List.of("When will my order ship?", "Is this available in XL?", "Where is my parcel?"),
                    "This is not as described, I want a refund.",
                    "Came late and the colour is wrong.",
                    "Great quality, fast shipping!"),
            "es",
            new Tongue(
                    "ES",
                    List.of("Ana", "Luis", "Eva"),
                    List.of("¿Cuándo llega mi pedido?", "¿Tienen la talla M?", "¿Cuánto tarda el envío?"),
                    "El producto llegó roto, quiero un reembolso.",
                    "Llegó tarde y con defecto.",
                    "Muy buena calidad, envío rápido."),
            "pt",
            new Tongue(
                    "BR",
                    List.of("João", "Bia", "Rui"),
                    List.of("Onde está meu pedido?", "Tem em tamanho G?", "Qual o prazo de entrega?"),
                    "Produto com defeito, quero meu dinheiro de volta.",
                    "Não recebi o produto no prazo.",
                    "Recomendo, chegou antes do prazo."),
            "fr",
            new Tongue(
                    "FR",
                    List.of("Léa", "Paul", "Zoé"),
                    List.of("Où est mon colis ?", "Avez-vous la taille 38 ?", "Quand sera-t-il expédié ?"),
                    "L'article est abîmé, je veux être remboursé.",
                    "Mauvaise qualité, pas conforme.",
                    "Très satisfait, merci."),
            "ru",
            new Tongue(
                    "RU",
                    List.of("Анна", "Иван", "Олег"),
                    List.of("Где мой заказ?", "Есть размер 42?", "Когда отправите?"),
                    "Товар бракованный, верните деньги.",
                    "Пришло с браком.",
                    "Отличное качество, спасибо!"),
            "zh",
            new Tongue(
                    "SG",
                    List.of("小王", "小李", "小陈"),
                    List.of("什么时候发货？", "还有库存吗？", "我的包裹到哪里了？"),
                    "商品和描述不符，我要退款。",
                    "质量很差，物流太慢。",
                    "质量很好，物流很快！"));

    private static final List<String> CODES = List.of("en", "es", "pt", "fr", "ru", "zh");

    private DemoTexts() {}

    static Buyer buyer(RandomGenerator random, String seller, String id) {
        String code = CODES.get(random.nextInt(CODES.size()));
        Tongue tongue = tongue(code);
        String name = tongue.names().get(random.nextInt(tongue.names().size()));
        return new Buyer(id, name, tongue.country(), code);
    }

    static String question(RandomGenerator random, @Nullable String code) {
        List<String> questions = tongue(code).questions();
        return questions.get(random.nextInt(questions.size()));
    }

    static String complaint(@Nullable String code) {
        return tongue(code).complaint();
    }

    static String badReview(@Nullable String code) {
        return tongue(code).bad();
    }

    static String goodReview(@Nullable String code) {
        return tongue(code).good();
    }

    /** Answers that say something of this order. */
    static String answer(RandomGenerator random, String order) {
        List<String> answers = List.of(
                "Your order %s left our warehouse this morning, the tracking number follows tonight.",
                "I have checked order %s for you: it is on its way and due within five days.",
                "I am sorry about that. For order %s I can offer a replacement or a refund, which do you prefer?");
        return answers.get(random.nextInt(answers.size())).formatted(order);
    }

    private static Tongue tongue(@Nullable String code) {
        Tongue tongue = code == null ? null : TONGUES.get(code);
        return tongue == null ? java.util.Objects.requireNonNull(TONGUES.get("en")) : tongue;
    }
}
