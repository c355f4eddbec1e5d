package ankurah.examples.helpdesk;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the application. */
@SpringBootApplication(proxyBeanMethods = false)
public class Helpdesk {
    public static void main(String[] args) {
        SpringApplication.run(Helpdesk.class, args);
    }
}
