/** Short forms of words that keys of logs have in any language. */
const SHORT: Readonly<Record<string, string>> = {
  ...{ ev: 'event', evt: 'event', txt: 'text', usr: 'user', mdl: 'model', lat: 'latency' },
  ...{ resp: 'response', rsp: 'response', req: 'request', ques: 'question', instr: 'instructions' },
  ...{ dur: 'duration', cust: 'customer', ans: 'answer', ctx: 'context', sys: 'system' },
  ...{ fb: 'feedback', qn: 'question', lang: 'language' },
};

/**
 * What keys of logs are called in other languages, as the English words that the lists of names know. Accents are gone
 * from both: `durée` stands as `duree`.
 */
const WORDS: Readonly<Record<string, string>> = {
  question:
    'frage fragen fragetext pregunta pergunta domanda vraag pytanie fraga sporsmal gefragt soru sporgsmal spoersmal spm kysymys dotaz otazka',
  request:
    'anfrage anliegen requete demande pedido peticion solicitud solicitacao richiesta verzoek talep istek foresporgsel pyynto zahtev pedidos',
  query: 'consulta interrogazione suchanfrage recherche zapytanie sorgu kerdes',
  prompt: 'eingabeaufforderung',
  answer:
    'antwort antworten geantwortet reponse respuesta resposta risposta antwoord odpowiedz svar cevap yanit vastaus odpoved svaret besvarelse',
  result: 'ergebnis resultat resultado risultato resultaat wynik',
  reply: 'replique rispondere contestacion ylanit',
  input: 'eingabe entree entrada ingresso invoer wejscie we inmatning giris girdi',
  output: 'ausgabe sortie salida saida uscita uitvoer wyjscie wy utmatning cikis cikti udgang',
  text: 'text texte texto testo tekst tresc wortlaut propos metin teksti',
  content:
    'inhalt contenu contenido conteudo contenuto inhoud zawartosc innehall icerik indhold innhold sisalto obsah',
  message:
    'nachricht nachrichten mensaje mensagem messaggio messaggi bericht wiadomosc meddelande mesaj besked melding viesti zprava',
  messages:
    'mensajes mensagens berichten wiadomosci echanges meddelanden mesajlar beskeder meldinger viestit zpravy nachrichten',
  turns: 'turnos turni beurten wymiany',
  history:
    'verlauf historique historial historico cronologia storico geschiedenis historia gecmis historik historikk',
  conversation:
    'gesprach gespraech unterhaltung konversation conversacion conversa conversacao conversazione gesprek rozmowa rozmowy samtal konusma sohbet gorusme samtale keskustelu konverzace rozhovor',
  session: 'sitzung seance sesion sessao sessione sessie sesja sesji oturum sesjon istunto relace',
  case: 'vorgang fall caso caso zaak sprawa arende sag sak hakemus pripad',
  dossier: 'akte expediente processo fascicolo dossiers',
  ticket: 'vorfall billet chamado bilet sag sak',
  id: 'kennung kennzeichen identifiant identificador identificativo kenmerk identyfikator kimlik tunnus',
  number: 'nummer numero nombre numer lfdnr laufnummer numara nr lopnr',
  code: 'kurzel kuerzel codigo codice kod',
  key: 'schlussel schluessel cle chave clave chiave sleutel klucz',
  time: 'zeit uhrzeit heure hora ora tijd czas tid horaire zaman saat tidspunkt aika cas',
  timestamp:
    'zeitpunkt zeitstempel horodatage tijdstip znacznik tidpunkt momento zamani tidsstempel aikaleima',
  date: 'datum fecha dato dag giorno jour tarih paivamaara',
  created:
    'erstellt angelegt cree creado criado creato aangemaakt utworzono skapad olusturma olusturuldu oprettet opprettet luotu',
  sent: 'gesendet envoye enviado inviato verzonden wyslano skickat gonderildi sendt lahetetty',
  received:
    'empfangen eingegangen recu recibido recebido ricevuto ontvangen otrzymano alindi modtaget mottatt',
  started:
    'begonnen gestartet debut inicio ouvert ouverte abierto aberto aperto begin rozpoczeto basladi baslangic startet',
  ended:
    'beendet geschlossen fin ende fim ferme fermee close cerrado fechado einde koniec bitti bitis afsluttet avsluttet',
  duration:
    'dauer duree duracion duracao durata duur laufzeit antwortzeit czastrwania varaktighet svarstid responstid antwoordtijd svartid sure suresi varighed varighet kesto yanitsuresi',
  latency: 'latenz latence latencia latenza latentie opoznienie gecikme forsinkelse viive',
  took: 'tardo demoro dauerte',
  seconds: 'sekunden sek secondes segundos seg secondi seconden sekundy saniye sekunder',
  milliseconds: 'millisekunden millisecondes milisegundos millisecondi milliseconden milisaniye',
  model: 'modell modele modelo modello malli sprogmodel sprakmodell',
  engine: 'motor moteur motore silnik',
  instructions:
    'anweisung anweisungen consigne consignes instruction instrucao instrucoes instruccion instrucciones istruzioni istruzione instructies vorgabe vorgaben ustawienia richtlinie instrukcja talimat talimatlar yonerge instruks instrukser vejledning ohje ohjeet systemprompt',
  persona: 'personalidad personalidade personnalite personlichkeit personalita rollenbeschreibung',
  system: 'systeme sistema systeem sistem jarjestelma',
  tokens: 'jetons jeton tokeny fichas jetonlar polettes',
  usage:
    'verbrauch nutzung consommation consumo utilizzo verbruik zuzycie uso consumption kullanim forbrug forbruk',
  user: 'nutzer benutzer anwender usager utilisateur utilisatrice usuario utente gebruiker uzytkownik anvandare kullanici bruger bruker kayttaja uzivatel',
  customer:
    'kunde kundin cliente klient klienta klant kund clientela musteri kunden asiakas zakaznik klientnr kundennr',
  employee:
    'mitarbeiter mitarbeiterin salarie empleado empregado funcionario colaborador colaboradora dipendente medewerker pracownik calisan personel medarbejder ansatt',
  clerk: 'sachbearbeiter sachbearbeiterin bearbeiter clerc gestor gestora',
  member: 'mitglied lecteur adherent socio socia abonne abonado uye medlem',
  guest: 'gast huesped hospede ospite hote gosc misafir gaest gjest',
  visitor: 'besucher visiteur visitante visitatore bezoeker',
  patient: 'patientin paciente paziente patiente hasta',
  student:
    'schuler schueler eleve etudiant alumno aluno studente leerling student uczen ogrenci elev studerende',
  doctor:
    'arzt arztin aerztin medecin docteur medico medica dottore dokter lekarz lakare doktor hekim lege laege laakari lekar',
  nurse:
    'pfleger pflegerin infirmier infirmiere enfermero enfermera enfermeiro enfermeira infermiere verpleegkundige pielegniarka sjukskoterska sykepleier',
  lawyer: 'anwalt anwaltin rechtsanwalt avocat abogado advogado avvocato advocaat adwokat advokat',
  teacher:
    'lehrer lehrerin lehrkraft enseignant professeur profesor docente leraar nauczyciel larare',
  adviser:
    'berater beraterin conseiller conseillere asesor consulente adviseur doradca radgivare radgiver',
  technician: 'techniker technikerin technicien tecnico technicus tekniker',
  driver: 'fahrer fahrerin chauffeur conducteur conductor autista kierowca',
  caller: 'anrufer appelant llamante chiamante beller',
  citizen:
    'burger buerger citoyen ciudadano cidadao cittadino vatandas borger innbygger medborgare',
  author: 'auteur autor autore verfasser absender auteurs yazar forfatter',
  sender:
    'expediteur remitente remetente mittente afzender nadawca avsandare gonderen avsender afsender',
  speaker:
    'sprecher hablante locuteur falante parlante spreker wer qui quien quem chi wie kto konusan taler',
  role: 'rolle rol papel ruolo rola roll',
  assistant: 'assistent assistentin assistante asistente assistente asystent asistan',
  context: 'kontext contexte contexto contesto kontekst baglam',
  knowledge:
    'wissen connaissance connaissances conocimiento conhecimento conoscenza kennis wiedza kunskap bilgi viden kunnskap',
  sources: 'quellen fuentes fontes fonti bronnen zrodla kallor kaynaklar kilder lahteet',
  source: 'quelle fuente fonte bron zrodlo kalla kaynak kilde lahde',
  passages:
    'fundstellen textstellen trechos extraits fragmentos brani passaggi abschnitte auszuge auszuege fiches pieces notices fragmenten fragmenty pasajlar parcalar uddrag utdrag passager textes belege textbausteine',
  passage:
    'fundstelle textstelle trecho abschnitt brano passaggio fragment fragmento extrait pasaj parca beleg textbaustein',
  excerpt: 'auszug extracto estratto uittreksel wyciag utdrag resume alinti',
  document: 'dokument documento fiche ficha notice piece belge asiakirja',
  documents: 'dokumente documentos documenti documenten dokumenty belgeler dokumenter',
  hits: 'treffer resultats aciertos trefferliste sonuclar traeff treff osumat',
  title: 'titel titre titulo titolo tytul baslik tittel otsikko overskrift',
  score:
    'punktzahl guete puntuacion pontuacao punteggio trafnosc poang pertinence puan skor pisteet lighed similarite ahnlichkeit',
  rating:
    'bewertung nota ocena betyg beoordeling valutazione wertung calificacion avaliacao valoracion puntaje degerlendirme bedommelse vurdering arvosana',
  stars: 'sterne etoiles estrellas estrelas stelle sterren gwiazdki stjarnor yildiz stjerner',
  thumb: 'daumen pouce pulgar polegar pollice duim kciuk tumme basparmak tommel',
  feedback:
    'ruckmeldung rueckmeldung avis retroalimentacion opinie terugkoppeling geribildirim tilbagemelding tilbakemelding palaute',
  helpful: 'hilfreich utile sirvio util nuttig pomocne faydali hjalpsam nyttig',
  comment:
    'kommentar commentaire comentario commento opmerking komentarz yorum bemaerkning kommentti',
  remark: 'bemerkung remarque observacion observacao osservazione uwaga anmerkung',
  error:
    'fehler fehlertext erreur erro errore fout blad fel fehlermeldung hata fejl feil virhe chyba',
  status: 'zustand etat estado stato stan situacao durum tilstand',
  language: 'sprache langue idioma lingua taal jezyk sprak dil sprog',
  channel: 'kanal canal canale kanaal',
  city: 'stadt ville ciudad cidade citta stad miasto',
  site: 'standort sede loja tienda filiale filial',
  category: 'kategorie categorie categoria',
  type: 'typ tipo',
  kind: 'art sorte',
  summary: 'zusammenfassung resumen resumo riassunto samenvatting',
  reaction: 'reacao reaccion reazione reaktion reactie reakcja reakcio tepki',
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
