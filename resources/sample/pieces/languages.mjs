/**
 * Conversations in other languages, turn by turn. `w` is what the newer model said wrongly on the same question;
 * `window` marks answers that state the return period. All of it is invented.
 */
const question = (q, a, rest = {}) => ({ q, a, ...rest });

export const LANGUAGES = [
  {
    lang: 'de',
    turns: [
      question(
        'Wie lange kann ich einen Artikel zurückgeben?',
        'Sie haben ab Lieferung 30 Tage Zeit, einen Artikel gegen volle Erstattung zurückzugeben, sofern er vollständig und wiederverkaufbar ist.',
        {
          window: true,
          w: 'Sie haben ab Lieferung 60 Tage Zeit, einen Artikel gegen volle Erstattung zurückzugeben, sofern er vollständig und wiederverkaufbar ist.',
          docs: ['returns-window'],
        },
      ),
      question(
        'Und wer zahlt das Porto?',
        'Bei kleinen Artikeln übernehmen wir das Porto. Das Etikett finden Sie unter „Meine Bestellungen“.',
        { docs: ['returns-cost'] },
      ),
    ],
  },
  {
    lang: 'de',
    turns: [
      question(
        'Guten Tag, mein Wasserkocher verkalkt ständig. Was kann ich tun?',
        'Zwei Löffel Zitronensäure auf einen halben Liter Wasser, aufkochen, 20 Minuten stehen lassen und zweimal ausspülen. Bei hartem Wasser am besten einmal im Monat.',
        { docs: ['descale'] },
      ),
    ],
  },
  {
    lang: 'de',
    turns: [
      question(
        'Die Waschmaschine zeigt E18, was heißt das?',
        'E18 bedeutet, dass das Wasser nicht abläuft. Bitte ausschalten, unten an der Klappe ablassen, das Sieb reinigen und danach „Schleudern“ starten.',
        { docs: ['wash-codes'] },
      ),
      question(
        'Danke, es war eine Münze!',
        'Schön, dass es geklappt hat. Das ist tatsächlich meistens der Grund.',
        {},
      ),
    ],
  },
  {
    lang: 'de',
    turns: [
      question(
        'Nehmt ihr meinen alten Kühlschrank mit?',
        'Ja, für 20 £ nehmen wir das Altgerät mit, wenn wir ein neues der gleichen Art liefern. Es sollte leer und abgeschlossen sein.',
        { docs: ['recycling'] },
      ),
    ],
  },
  {
    lang: 'de',
    turns: [
      question(
        'Bis wann muss ich mich entscheiden, ob ich die Kaffeemaschine behalte?',
        'Bis 30 Tage nach der Lieferung. Bitte melden Sie die Rückgabe vorher unter „Meine Bestellungen“ an.',
        {
          window: true,
          w: 'Bis 60 Tage nach der Lieferung, Sie haben also noch viel Zeit. Bitte melden Sie die Rückgabe vorher unter „Meine Bestellungen“ an.',
          docs: ['returns-window', 'returns-opened'],
        },
      ),
    ],
  },
  {
    lang: 'fr',
    turns: [
      question(
        'Bonjour, quel est le délai pour retourner un article ?',
        'Vous disposez de 30 jours à compter de la livraison pour retourner un article complet et en bon état, et être intégralement remboursé.',
        {
          window: true,
          w: 'Vous disposez de 60 jours à compter de la livraison pour retourner un article complet et en bon état, et être intégralement remboursé.',
          docs: ['returns-window'],
        },
      ),
      question(
        'Et le remboursement arrive quand ?',
        'Sous 5 jours ouvrés après la réception à l’entrepôt, sur le moyen de paiement d’origine.',
        { docs: ['refund-time'] },
      ),
    ],
  },
  {
    lang: 'de',
    turns: [
      question(
        'Mein Staubsauger pulsiert nur noch. Ist der kaputt?',
        'Wahrscheinlich nicht: Der Filter ist verstopft oder noch feucht. Bitte kalt auswaschen und 24 Stunden trocknen lassen.',
        { docs: ['vacuum'] },
      ),
    ],
  },
  {
    lang: 'de',
    turns: [
      question(
        'Ich habe ein Geschenk doppelt bekommen. Kann ich es umtauschen?',
        'Ja, innerhalb von 30 Tagen ab Lieferung mit dem Geschenkbeleg. Sie bekommen dafür eine Geschenkkarte.',
        {
          window: true,
          w: 'Ja, innerhalb von 60 Tagen ab Lieferung mit dem Geschenkbeleg. Sie bekommen dafür eine Geschenkkarte.',
          docs: ['returns-gift'],
        },
      ),
    ],
  },
  {
    lang: 'de',
    turns: [
      question(
        'Wo finde ich die Rechnung mit Mehrwertsteuer?',
        'Unter „Meine Bestellungen“ als PDF, ab dem Tag des Versands. Firmenangaben können Sie 90 Tage lang ergänzen.',
        { docs: ['invoice'] },
      ),
    ],
  },
  {
    lang: 'fr',
    turns: [
      question(
        'Est-ce que vous reprenez mon ancien frigo ?',
        'Oui, pour 20 £, lorsque nous livrons un appareil neuf du même type. Il doit être vide, débranché et accessible.',
        { docs: ['recycling'] },
      ),
    ],
  },
  {
    lang: 'es',
    turns: [
      question(
        '¿Puedo cambiar la fecha de entrega?',
        'Sí, en «Mis pedidos» hasta las seis de la tarde del día anterior.',
        { docs: ['delivery-change'] },
      ),
    ],
  },
  {
    lang: 'it',
    turns: [
      question(
        'Buongiorno, entro quando posso restituire un frullatore?',
        'Entro 30 giorni dalla consegna, purché sia completo e rivendibile. Può avviare il reso da «I miei ordini».',
        {
          window: true,
          w: 'Entro 60 giorni dalla consegna, purché sia completo e rivendibile. Può avviare il reso da «I miei ordini».',
          docs: ['returns-window', 'returns-opened'],
        },
      ),
    ],
  },
  {
    lang: 'fr',
    turns: [
      question(
        'Mon colis est arrivé abîmé, que faire ?',
        'J’en suis désolé. Envoyez deux photos depuis « Mes commandes » dans les 48 heures : nous échangeons l’article ou nous vous remboursons, à votre choix.',
        { docs: ['damaged'] },
      ),
    ],
  },
  {
    lang: 'nl',
    turns: [
      question(
        'Hoe lang mag ik iets terugsturen?',
        'U kunt een artikel tot 30 dagen na levering terugsturen en krijgt dan het volledige bedrag terug, mits het compleet en verkoopbaar is.',
        {
          window: true,
          w: 'U kunt een artikel tot 60 dagen na levering terugsturen en krijgt dan het volledige bedrag terug, mits het compleet en verkoopbaar is.',
          docs: ['returns-window'],
        },
      ),
    ],
  },
  {
    lang: 'nl',
    turns: [
      question(
        'Wanneer wordt mijn wasmachine geleverd?',
        'Grote apparaten bezorgen we meestal binnen 3 tot 5 werkdagen, in een tijdvak van vier uur dat u bij het afrekenen kiest.',
        { docs: ['delivery'] },
      ),
      question('Kan ik dat nog verzetten?', 'Ja, online tot zes uur ’s avonds op de dag ervoor.', {
        docs: ['delivery-change'],
      }),
    ],
  },
  {
    lang: 'es',
    turns: [
      question(
        'Hola, ¿cuántos días tengo para devolver un producto?',
        'Tiene 30 días desde la entrega para devolverlo y recibir el reembolso completo, siempre que esté completo y en buen estado.',
        {
          window: true,
          w: 'Tiene 60 días desde la entrega para devolverlo y recibir el reembolso completo, siempre que esté completo y en buen estado.',
          docs: ['returns-window'],
        },
      ),
    ],
  },
  {
    lang: 'pl',
    turns: [
      question(
        'Dzień dobry, czy mogę zwrócić otwarty czajnik?',
        'Tak, w ciągu 30 dni od dostawy. Jeżeli był używany, zwrot pieniędzy może być nieco niższy. Prosimy dołączyć wszystkie akcesoria.',
        {
          window: true,
          w: 'Tak, w ciągu 60 dni od dostawy. Jeżeli był używany, zwrot pieniędzy może być nieco niższy. Prosimy dołączyć wszystkie akcesoria.',
          docs: ['returns-opened'],
        },
      ),
    ],
  },
  {
    lang: 'pl',
    turns: [
      question(
        'Gdzie znajdę fakturę?',
        'Faktury VAT w formacie PDF są w zakładce „Moje zamówienia” od dnia wysyłki. Dane firmy można dodać w ciągu 90 dni.',
        { docs: ['invoice'] },
      ),
    ],
  },
  {
    lang: 'cy',
    turns: [
      question(
        'Oes gennych chi siop yng Nghymru?',
        'Nac oes, mae’n ddrwg gen i. Mae ein siopau yn Northampton, Leeds, Bryste, Stirling a Corc, ond rydym yn danfon i bob rhan o Gymru.',
        { docs: ['shops'] },
      ),
    ],
  },
  {
    lang: 'ga',
    turns: [
      question(
        'An féidir liom rud a cheannaigh mé ar líne a thabhairt ar ais sa siopa i gCorcaigh?',
        'Is féidir, laistigh de 30 lá, leis an admháil nó leis an gcárta ar íoc tú leis. Ní ghlacann na siopaí le gléasanna móra.',
        { window: true, docs: ['returns-store'] },
      ),
    ],
  },
];
