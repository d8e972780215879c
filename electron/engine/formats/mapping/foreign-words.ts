/** Short forms of words that keys of logs have in any language. */
const SHORT: Readonly<Record<string, string>> = {
  ...{ ev: 'event', evt: 'event', txt: 'text', usr: 'user', mdl: 'model', lat: 'latency' },
  ...{ dur: 'duration', cust: 'customer', ans: 'answer', ctx: 'context', sys: 'system' },
  ...{ fb: 'feedback', qn: 'question', lang: 'language' },
};

/**
 * What keys of logs are called in other languages, as the English words that the lists of names know. Accents are gone
 * from both: `durée` stands as `duree`.
 */
const WORDS: Readonly<Record<string, string>> = {
  question: 'frage fragen fragetext pregunta pergunta domanda vraag pytanie fraga sporsmal gefragt',
  request:
    'anfrage anliegen requete demande pedido peticion solicitud solicitacao richiesta verzoek',
  query: 'consulta interrogazione suchanfrage recherche zapytanie',
  prompt: 'eingabeaufforderung',
  answer:
    'antwort antworten geantwortet reponse respuesta resposta risposta antwoord odpowiedz svar',
  result: 'ergebnis resultat resultado risultato resultaat wynik',
  reply: 'replique rispondere contestacion',
  input: 'eingabe entree entrada ingresso invoer wejscie we inmatning',
  output: 'ausgabe sortie salida saida uscita uitvoer wyjscie wy utmatning',
  text: 'text texte texto testo tekst tresc wortlaut propos',
  content: 'inhalt contenu contenido conteudo contenuto inhoud zawartosc innehall',
  message: 'nachricht nachrichten mensaje mensagem messaggio messaggi bericht wiadomosc meddelande',
  messages: 'mensajes mensagens berichten wiadomosci echanges meddelanden',
  turns: 'turnos turni beurten wymiany',
  history: 'verlauf historique historial historico cronologia storico geschiedenis historia',
  conversation:
    'gesprach gespraech unterhaltung konversation conversacion conversa conversacao conversazione gesprek rozmowa rozmowy samtal',
  session: 'sitzung seance sesion sessao sessione sessie sesja sesji',
  case: 'vorgang fall caso caso zaak sprawa arende',
  dossier: 'akte expediente processo fascicolo dossiers',
  ticket: 'vorfall billet chamado',
  id: 'kennung kennzeichen identifiant identificador identificativo kenmerk identyfikator',
  number: 'nummer numero nombre numer lfdnr laufnummer',
  code: 'kurzel kuerzel codigo codice kod',
  key: 'schlussel schluessel cle chave clave chiave sleutel klucz',
  time: 'zeit uhrzeit heure hora ora tijd czas tid horaire',
  timestamp: 'zeitpunkt zeitstempel horodatage tijdstip znacznik tidpunkt momento',
  date: 'datum fecha dato dag giorno jour',
  created: 'erstellt angelegt cree creado criado creato aangemaakt utworzono skapad',
  sent: 'gesendet envoye enviado inviato verzonden wyslano skickat',
  received: 'empfangen eingegangen recu recibido recebido ricevuto ontvangen otrzymano',
  started: 'begonnen gestartet debut inicio ouvert ouverte abierto aberto aperto begin rozpoczeto',
  ended: 'beendet geschlossen fin ende fim ferme fermee close cerrado fechado einde koniec',
  duration:
    'dauer duree duracion duracao durata duur laufzeit antwortzeit czastrwania varaktighet svarstid responstid antwoordtijd svartid',
  latency: 'latenz latence latencia latenza latentie opoznienie',
  took: 'tardo demoro dauerte',
  seconds: 'sekunden sek secondes segundos seg secondi seconden sekundy',
  milliseconds: 'millisekunden millisecondes milisegundos millisecondi milliseconden',
  model: 'modell modele modelo modello',
  engine: 'motor moteur motore silnik',
  instructions:
    'anweisung anweisungen consigne consignes instruction instrucao instrucoes instruccion instrucciones istruzioni istruzione instructies vorgabe vorgaben ustawienia richtlinie instrukcja',
  persona: 'personalidad personalidade personnalite personlichkeit personalita rollenbeschreibung',
  system: 'systeme sistema systeem',
  tokens: 'jetons jeton tokeny fichas',
  usage: 'verbrauch nutzung consommation consumo utilizzo verbruik zuzycie uso consumption',
  user: 'nutzer benutzer anwender usager utilisateur utilisatrice usuario utente gebruiker uzytkownik anvandare',
  customer: 'kunde kundin cliente klient klienta klant kund clientela',
  employee:
    'mitarbeiter mitarbeiterin salarie empleado empregado funcionario colaborador colaboradora dipendente medewerker pracownik',
  clerk: 'sachbearbeiter sachbearbeiterin bearbeiter clerc gestor gestora',
  member: 'mitglied lecteur adherent socio socia abonne abonado',
  guest: 'gast huesped hospede ospite hote gosc',
  visitor: 'besucher visiteur visitante visitatore bezoeker',
  patient: 'patientin paciente paziente patiente',
  student: 'schuler schueler eleve etudiant alumno aluno studente leerling student uczen',
  caller: 'anrufer appelant llamante chiamante beller',
  citizen: 'burger buerger citoyen ciudadano cidadao cittadino',
  author: 'auteur autor autore verfasser absender auteurs',
  sender: 'expediteur remitente remetente mittente afzender nadawca avsandare',
  speaker: 'sprecher hablante locuteur falante parlante spreker wer qui quien quem chi wie kto',
  role: 'rolle rol papel ruolo rola roll',
  assistant: 'assistent assistentin assistante asistente assistente asystent',
  context: 'kontext contexte contexto contesto kontekst',
  knowledge:
    'wissen connaissance connaissances conocimiento conhecimento conoscenza kennis wiedza kunskap',
  sources: 'quellen fuentes fontes fonti bronnen zrodla kallor',
  source: 'quelle fuente fonte bron zrodlo kalla',
  passages:
    'fundstellen textstellen trechos extraits fragmentos brani passaggi abschnitte auszuge auszuege fiches pieces notices fragmenten fragmenty',
  passage: 'fundstelle textstelle trecho abschnitt brano passaggio fragment fragmento extrait',
  excerpt: 'auszug extracto estratto uittreksel wyciag utdrag resume',
  document: 'dokument documento fiche ficha notice piece',
  documents: 'dokumente documentos documenti documenten dokumenty',
  hits: 'treffer resultats aciertos trefferliste',
  title: 'titel titre titulo titolo tytul',
  score: 'punktzahl guete puntuacion pontuacao punteggio trafnosc poang pertinence',
  rating:
    'bewertung nota ocena betyg beoordeling valutazione wertung calificacion avaliacao valoracion puntaje',
  stars: 'sterne etoiles estrellas estrelas stelle sterren gwiazdki stjarnor',
  thumb: 'daumen pouce pulgar polegar pollice duim kciuk tumme',
  feedback: 'ruckmeldung rueckmeldung avis retroalimentacion opinie terugkoppeling',
  helpful: 'hilfreich utile sirvio util nuttig pomocne',
  comment: 'kommentar commentaire comentario commento opmerking komentarz',
  remark: 'bemerkung remarque observacion observacao osservazione uwaga anmerkung',
  error: 'fehler fehlertext erreur erro errore fout blad fel fehlermeldung',
  status: 'zustand etat estado stato stan situacao',
  language: 'sprache langue idioma lingua taal jezyk sprak',
  channel: 'kanal canal canale kanaal',
  city: 'stadt ville ciudad cidade citta stad miasto',
  site: 'standort sede loja tienda filiale filial',
  category: 'kategorie categorie categoria',
  type: 'typ tipo',
  kind: 'art sorte',
  summary: 'zusammenfassung resumen resumo riassunto samenvatting',
  name: 'nome bezeichnung naam nazwa namn',
};

const ENGLISH: ReadonlyMap<string, string> = new Map([
  ...Object.entries(SHORT),
  ...Object.entries(WORDS).flatMap(([english, foreign]) =>
    foreign.split(' ').map((word) => [word, english] as const),
  ),
]);
/** Words that end compounds as they are: `Antworttext`, `Kundenid`. */
const ENDINGS: ReadonlySet<string> = new Set([
  'text',
  'id',
  'nr',
  'ms',
  'code',
  'name',
  'token',
  'tokens',
]);

/** The English words of a word without accents; itself where the table does not know it. */
export function inEnglish(word: string): readonly string[] {
  const whole = ENGLISH.get(word);
  if (whole !== undefined) return [whole];
  for (let at = 4; at <= word.length - 2; at += 1) {
    const [head, tail] = [word.slice(0, at), word.slice(at)];
    const first = ENGLISH.get(head) ?? ENGLISH.get(head.replace(/(?:n|s|en|es)$/, ''));
    const last = ENGLISH.get(tail) ?? (ENDINGS.has(tail) ? tail : undefined);
    if (first !== undefined && last !== undefined) return [first, last];
  }
  return [word];
}

/** Letters without their accents. */
export const withoutAccents = (text: string): string =>
  /^[\x20-\x7e]*$/.test(text)
    ? text
    : text
        .normalize('NFD')
        .replace(/\p{M}/gu, '')
        .replaceAll('ß', 'ss')
        .replace(/[øØ]/g, 'o')
        .replace(/[łŁ]/g, 'l')
        .replace(/[æÆ]/g, 'ae');
