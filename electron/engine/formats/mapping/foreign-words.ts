/** Short forms of words that keys of logs have in any language. */
const SHORT: Readonly<Record<string, string>> = {
  ...{ ev: 'event', evt: 'event', txt: 'text', usr: 'user', mdl: 'model', lat: 'latency' },
  ...{ resp: 'response', rsp: 'response', req: 'request', ques: 'question', instr: 'instructions' },
  ...{ dur: 'duration', cust: 'customer', ans: 'answer', ctx: 'context', sys: 'system' },
  ...{
    fb: 'feedback',
    emp: 'employee',
    acct: 'account',
    mbr: 'member',
    subs: 'subscriber',
    pl: 'player',
    plr: 'player',
    cli: 'client',
    stu: 'student',
    drv: 'driver',
    qn: 'question',
    lang: 'language',
  },
};

/**
 * What keys of logs are called in other languages, as the English words that the lists of names know. Accents are gone
 * from both: `durée` stands as `duree`.
 */
const WORDS: Readonly<Record<string, string>> = {
  question:
    'frage fragen fragetext pregunta pergunta domanda vraag pytanie fraga sporsmal gefragt soru sporgsmal spoersmal spm kysymys dotaz otazka questao duvida duda quesito pytan sporsmaal',
  request:
    'anfrage anliegen requete demande pedido peticion solicitud solicitacao richiesta verzoek talep istek foresporgsel pyynto zahtev pedidos solicitacoes anforderung opdracht zlecenie prosba onskemal aanvraag',
  query: 'consulta interrogazione suchanfrage recherche zapytanie sorgu kerdes',
  prompt: 'eingabeaufforderung eingabetext',
  answer:
    'antwort antworten geantwortet reponse respuesta resposta risposta antwoord odpowiedz svar cevap yanit vastaus odpoved svaret besvarelse odpovedi risposte explication erklarung',
  result: 'ergebnis resultat resultado risultato resultaat wynik',
  reply: 'replique rispondere contestacion ylanit ruckantwort rueckantwort',
  input:
    'eingabe entree entrada ingresso invoer wejscie we inmatning giris girdi ein eingang wej wejsciowe wejsciowych inndata syote',
  output:
    'ausgabe sortie salida saida uscita uitvoer wyjscie wy utmatning cikis cikti udgang uit aus wyj wyjsciowe wyjsciowych ut ud utdata tulos',
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
    'gesprach gespraech unterhaltung konversation conversacion conversa conversacao conversazione gesprek rozmowa rozmowy samtal konusma sohbet gorusme samtale keskustelu konverzace rozhovor chatverlauf dialogo dialoog dialog dialogue diskussion samtaler gesprekken entretien atendimento atendimentos',
  session:
    'sitzung seance sesion sessao sessione sessie sesja sesji oturum sesjon istunto relace sessionen istanza',
  case: 'vorgang fall caso caso zaak sprawa arende sag sak hakemus pripad sinistro siniestro sinistre schadenfall dossiernummer',
  dossier: 'akte expediente processo fascicolo dossiers pratica pratiche',
  ticket: 'vorfall billet chamado protocolo bilet sag sak',
  id: 'kennung kennzeichen identifiant identificador identificativo kenmerk identyfikator kimlik tunnus',
  number: 'nummer numero nombre numer lfdnr laufnummer numara nr lopnr aktenzeichen',
  code: 'kurzel kuerzel codigo codice kod',
  key: 'schlussel schluessel cle chave clave chiave sleutel klucz',
  time: 'zeit uhrzeit heure hora ora tijd czas tid horaire zaman saat tidspunkt aika cas hodina godzina vreme',
  timestamp:
    'zeitpunkt zeitstempel horodatage tijdstip znacznik tidpunkt momento zamani tidsstempel aikaleima tijdstempel zeitmarke',
  date: 'dia datum fecha dato dag giorno jour tarih paivamaara',
  created:
    'erstellt angelegt cree creado criado creato aangemaakt utworzono skapad olusturma olusturuldu oprettet opprettet luotu',
  sent: 'gesendet envoye enviado inviato verzonden wyslano skickat gonderildi sendt lahetetty abgeschickt verstuurd',
  received:
    'empfangen eingegangen recu recibido recebido ricevuto ontvangen otrzymano alindi modtaget mottatt erhalten',
  started:
    'begonnen gestartet debut inicio ouvert ouverte abierto aberto aperto begin rozpoczeto basladi baslangic startet',
  ended:
    'beendet geschlossen fin ende fim ferme fermee close cerrado fechado einde koniec bitti bitis afsluttet avsluttet afgesloten chiuso zakonczono',
  duration:
    'dauer duree duracion duracao durata duur laufzeit antwortzeit czastrwania varaktighet svarstid responstid antwoordtijd svartid sure suresi varighed varighet kesto yanitsuresi verarbeitungszeit wartezeit bearbeitungszeit reaktionszeit doorlooptijd antworttid trwania',
  latency: 'latenz latence latencia latenza latentie opoznienie gecikme forsinkelse viive',
  took: 'tardo demoro dauerte',
  seconds: 'sekunden sek secondes segundos seg secondi seconden sekundy saniye sekunder',
  milliseconds: 'millisekunden millisecondes milisegundos millisecondi milliseconden milisaniye',
  model:
    'modell modele modelo modello malli sprogmodel sprakmodell sprachmodell taalmodel sprakmodellen modeli modellname',
  engine: 'motor moteur motore silnik',
  instructions:
    'anweisung anweisungen consigne consignes instrucao instrucoes instruccion instrucciones istruzioni istruzione instructies vorgabe vorgaben ustawienia richtlinie instrukcja talimat talimatlar yonerge instruks instrukser vejledning ohje ohjeet systemprompt systemtext systeemtekst systemanweisung systembefehl rollenanweisung leitlinien directives richtlijn wytyczne pokyny',
  persona: 'personalidad personalidade personnalite personlichkeit personalita rollenbeschreibung',
  system: 'systeme sistema systeem sistem jarjestelma',
  tokens: 'jetons jeton tokeny fichas jetonlar polettes zetons',
  usage:
    'verbrauch nutzung consommation consumo utilizzo verbruik zuzycie uso consumption kullanim forbrug forbruk',
  user: 'nutzer benutzer anwender usager utilisateur utilisatrice usuario utente gebruiker uzytkownik anvandare kullanici bruger bruker kayttaja uzivatel felhasznalo utilizator korisnik nutzerin benutzerin anwenderin gebruikster usuaria utilizador',
  customer:
    'kunde kundin cliente klient klienta klant kund clientela musteri kunden asiakas zakaznik klientnr kundennr kundennummer klantnummer clientes mandant mandantin',
  employee:
    'mitarbeiter mitarbeiterin salarie empleado empregado funcionario colaborador colaboradora dipendente medewerker pracownik calisan personel medarbejder ansatt angestellter angestellte trabajador trabajadora trabalhador lavoratore lavoratrice werknemer ansatte tyontekija zamestnanec fachkraft mitarbeitende salariee collaborateur collaboratrice personalnummer personalnr personalnumero',
  clerk:
    'sachbearbeiter sachbearbeiterin bearbeiter clerc gestor gestora gestionnaire behandelaar referent referentin sagsbehandler saksbehandler handlaggare',
  member:
    'mitglied lecteur adherent socio socia abonne abonado uye medlem adherente associado associada asociado asociada membre medlemsnr leden czlonek',
  guest: 'gast huesped hospede ospite hote gosc misafir gaest gjest ospiti',
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
  owner:
    'eigenaar eigenares eigentumer eigentumerin proprietaire propietario propietaria proprietario proprietaria wlasciciel agare ejer eier duenno dueno',
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
    'fundstellen textstellen trechos extraits fragmentos brani passaggi abschnitte auszuge auszuege fiches pieces fragmenten fragmenty pasajlar parcalar uddrag utdrag passager textes belege textbausteine regelwerk bestimmungen clausulas klauseln clauses podstawy zalecenia',
  articles:
    'artikel artikelen artikler artiklar articulos artigos articoli artykuly wissensartikel hilfeartikel wissenseintrage wissenseintraege kunnskapsartikler vidensartikler',
  passage:
    'fundstelle textstelle trecho abschnitt brano passaggio fragmento extrait pasaj parca beleg textbaustein klausel clausula',
  excerpt: 'auszug extracto estratto uittreksel wyciag utdrag resume alinti',
  document: 'dokument documento fiche ficha piece belge asiakirja',
  documents:
    'dokumente documentos documenti documenten dokumenty belgeler dokumenter unterlagen stukken',
  hits: 'treffer resultats aciertos trefferliste sonuclar traeff treff osumat',
  title: 'titel titre titulo titolo tytul baslik tittel otsikko overskrift',
  score:
    'punktzahl guete puntuacion pontuacao punteggio trafnosc poang pertinence puan skor pisteet lighed similarite ahnlichkeit gelijkenis podobienstwo similitud similaridade somiglianza',
  rating:
    'bewertung nota ocena betyg beoordeling waardering valutazione wertung calificacion avaliacao valoracion puntaje degerlendirme bedommelse vurdering arvosana beoordelingen hodnoceni bewertungen notation',
  stars: 'sterne etoiles estrellas estrelas stelle sterren gwiazdki stjarnor yildiz stjerner',
  thumb: 'daumen pouce pulgar polegar pollice duim kciuk tumme basparmak tommel',
  feedback:
    'ruckmeldung rueckmeldung avis retroalimentacion opinie terugkoppeling geribildirim tilbagemelding tilbakemelding palaute',
  helpful:
    'hilfreich utile sirvio util nuttig pomocne faydali hjalpsam nyttig hjelpsom behulpsam przydatne',
  comment:
    'kommentar commentaire comentario commento opmerking komentarz yorum bemaerkning kommentti',
  remark: 'bemerkung remarque observacion observacao osservazione uwaga anmerkung',
  error:
    'fehler fehlertext erreur erro errore fout blad fel fehlermeldung hata fejl feil virhe chyba foutmelding erreurs fehlercode fallo falla',
  status: 'zustand etat estado stato stan situacao durum tilstand',
  language: 'sprache langue idioma lingua taal jezyk sprak dil sprog',
  channel: 'kanal canal canale kanaal',
  city: 'stadt ville ciudad cidade citta stad miasto',
  site: 'standort sede loja tienda filiale filial',
  category: 'kategorie categorie categoria',
  type: 'typ tipo',
  kind: 'art sorte',
  summary: 'zusammenfassung resumen resumo riassunto samenvatting',
  subscriber: 'assinante suscriptor suscriptora abonent abonnent abonnee teilnehmer prenumerant',
  passenger: 'fahrgast reisender voyageur passageiro pasajero passeggero reiziger pasazer',
  resident: 'mieszkaniec bewohner einwohner habitant morador residente inwoner',
  tenant: 'mieter mieterin locataire inquilino inquilina huurder najemca',
  insured: 'versicherter versicherte assure asegurado segurado assicurato verzekerde ubezpieczony',
  applicant:
    'bewerber bewerberin candidat candidato candidata sollicitant antragsteller antragstellerin demandeur',
  participant: 'participante deltager deelnemer uczestnik',
  holder: 'inhaber titulaire titular titolare',
  buyer: 'kaufer kaeufer acheteur comprador acquirente koper',
  learner: 'lernende lernender apprenant aprendiz cursist',
  reader: 'leser leserin leitor lettore lezer',
  operator: 'bediener operateur operador operatore',
  satisfaction:
    'zufriedenheit satisfaccion satisfacao soddisfazione tevredenheid zadowolenie nojdhet tilfredshed',
  decision: 'entscheidung decisao decisione beslissing decyzja beslut',
  action: 'aktion accion acao azione actie akcja',
  review:
    'prufung pruefung revision revisao revisione controle kontrolle controllo controlo kontrol',
  reviewed:
    'gepruft geprueft relu revu verifie revisado revisto rivisto verificato controllato gecontroleerd nagekeken sprawdzono granskad',
  approved:
    'freigegeben genehmigt approuve valide aprobado aprobada aprovado aprovada approvato approvata goedgekeurd zatwierdzono godkand godkjent godkendt',
  vote: 'stimme voto stem glos',
  agent: 'agente agenten agentes',
  thread: 'hilo hilos draad watek trad lanka vlakno',
  device:
    'dispositivo gerat geraet endgerat endgeraet appareil apparecchio aparelho aparato apparaat urzadzenie enhet enhed cihaz laite zarizeni toestel',
  terminal: 'terminale terminalu paatelaite',
  kiosk: 'kiosque quiosque quiosco chiosco kiosko borne saule',
  tablet: 'tablette tableta tavoletta',
  guide: 'guia guida gids audioguia audioguida audiogids',
  scanner: 'handscanner skaner escaner',
  station: 'estacion estacao stazione stacja arbeitsplatz werkplek puesto postazione',
  counter: 'schalter guichet ventanilla sportello balcao loket okienko',
  till: 'kasse kassa caisse caja cassa caixa kasa',
  worker:
    'arbeiter arbeiterin ouvrier ouvriere obrero obrera operario operaria operaio operaia arbeider robotnik arbetare bediende',
  seller:
    'verkaufer verkauferin vendeur vendeuse vendedor vendedora venditore venditrice verkoper verkoopster sprzedawca saljare selger',
  mechanic:
    'mechaniker mechanikerin mecanicien mecanicienne mecanico mecanica meccanico monteur monteurs mekaniker mechanik monter',
  installer: 'installateur installateurin installatore instalador instaladora installator',
  carer: 'pflegekraft aidesoignante auxiliar',
  pharmacist:
    'apotheker apothekerin pharmacien pharmacienne farmaceutico farmaceutica farmacista farmaceuta',
  affiliate:
    'afiliado afiliada tesserato tesserata iscritto iscritta inscrit inscrite inscrito inscrita aangeslotene affilie affiliee',
  dispatcher: 'disponent disponentin repartiteur repartitore planner',
  vehicle:
    'fahrzeug fahrzeuge vehicule vehiculo veiculo veicolo voertuig pojazd fordon kjoretoy koretoj',
  equipment: 'maschine maquina macchina maskin maszyna anlage',
  branch:
    'zweigstelle agence succursale sucursal agencia agenzia filiaal oddzial vestiging avdelning',
  room: 'zimmer raum chambre habitacion quarto camera kamer pokoj rum',
  order:
    'auftrag bestellung commande encomenda ordine bestelling zamowienie ordre bestallning auftragsnummer bestellnummer bestelnummer',
  product: 'produkt produit producto produto prodotto produkty ware',
  contract: 'vertrag contrat contrato contratto umowa avtal kontrakt vertragsnummer',
  invoice: 'rechnung facture factura fatura fattura factuur faktura',
  policy: 'police poliza apolice polizza polis polisa forsakring versicherungsnummer',
  property:
    'immobilie liegenschaft immeuble inmueble imovel immobile fastighet nieruchomosc objekt',
  department: 'abteilung departamento reparto afdeling dzial avdeling ressort',
  project: 'projekt projet proyecto projeto progetto',
  course: 'kurs cours curso corso cursus',
  region: 'gebiet bezirk region regio regione regiao wojewodztwo quartier distrito zona',
  team: 'mannschaft equipe equipo squadra zespol lag',
  reaction: 'reacao reaccion reazione reaktion reactie reakcja reakcio tepki',
  name: 'nome bezeichnung naam nazwa namn',
};

/**
 * The same in scripts that put no spaces between words, or that are not Latin: names are read from left to right, the
 * longest word first.
 */
const OTHER_SCRIPTS: Readonly<Record<string, string>> = {
  question: '質問 問い 설문 질문 问题 問題 提问 вопрос ερώτηση سؤال प्रश्न',
  request: '問い合わせ 問合せ お問合せ 依頼 요청 请求 запрос',
  answer: '回答 答え 返答 답변 答案 ответ απάντηση جواب उत्तर',
  reply: '返信 応答文 回复 답장',
  response: '応答 レスポンス 응답 响应',
  input: '入力 입력 输入 ввод',
  output: '出力 출력 输出 вывод',
  text: '本文 テキスト 内容 내용 文本 текст',
  message: 'メッセージ 発言 메시지 消息 сообщение',
  conversation: '会話 対話 チャット 대화 对话 会话 диалог беседа чат',
  session: 'セッション 세션 сессия',
  case: '案件 事件',
  id: '識別子 编号 идентификатор',
  number: '番号 번호 номер',
  time: '日時 時刻 時間 日付 일시 시간 时间 日期 время дата',
  duration: '応答時間 所要時間 処理時間 回答時間 응답시간 响应时间 耗时 длительность',
  ms: 'ミリ秒 毫秒 밀리초 мс',
  seconds: '秒 초 сек секунд',
  model: 'モデル 모델 模型 модель',
  instructions: '指示文 指示 システムプロンプト 지시문 系统提示 指令 инструкция инструкции',
  prompt: 'プロンプト 프롬프트 提示词',
  tokens: 'トークン数 トークン 토큰 令牌 токены токенов токен',
  user: '利用者 ユーザー ユーザ 사용자 用户 пользователь',
  customer: 'お客様 顧客 客様 고객 客户 клиент',
  member: '会員 회원 会员',
  employee: '社員 従業員 職員 担当者 직원 员工 сотрудник',
  guest: '宿泊者 ゲスト',
  patient: '患者 환자 пациент',
  student: '生徒 学生 학생 студент',
  context: '文脈 コンテキスト 문맥 上下文 контекст',
  documents: '参照文書 参考資料 資料 文書 문서 文档 документы',
  sources: '出典 根拠 출처 来源 источники источник',
  passages: '検索結果 参照箇所 抜粋 검색결과 检索结果 фрагменты',
  title: '件名 題名 제목 标题 заголовок',
  rating: '評価 満足度 평가 만족도 评分 评价 满意度 оценка рейтинг',
  feedback: 'フィードバック 피드백 反馈 отзыв',
  comment: 'コメント 備考 코멘트 评论 备注 комментарий',
  error: 'エラー 오류 错误 ошибка',
  status: '状態 ステータス 상태 状态 статус',
  channel: 'チャネル 渠道 채널 канал',
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

/** Words of English that are nearly those of another language. */
const ALSO_ENGLISH =
  /^(?:candidates?|salary|salaries|process|processes|protocols?|notices?|fragments?)$/;
/** Shorter words are the beginnings of too many others. */
const SHORTEST = 5;

/** The English words of a word without accents; itself where the table does not know it. */
export function inEnglish(word: string): readonly string[] {
  if (ALSO_ENGLISH.test(word)) return [word];
  const whole = ENGLISH.get(word) ?? declined(word);
  if (whole !== undefined) return [whole];
  if (/[^\x20-\x7e]/.test(word)) return ofOtherScript(word);
  for (let at = 4; at <= word.length - 2; at += 1) {
    const [head, tail] = [word.slice(0, at), word.slice(at)];
    const first = ENGLISH.get(head) ?? ENGLISH.get(head.replace(/(?:n|s|en|es)$/, ''));
    const last = ENGLISH.get(tail) ?? (ENDINGS.has(tail) ? tail : undefined);
    if (first !== undefined && last !== undefined) return [first, last];
  }
  return [word];
}

/** The words that are known in a name of another script; itself where none is. */
function ofOtherScript(word: string): readonly string[] {
  const known = [...word.matchAll(IN_OTHER_SCRIPTS)].map(([part]) => OTHER_WORDS.get(part) ?? part);
  return known.length === 0 ? [word] : known;
}

/**
 * Words in the plural or in another case end otherwise: `odpowiedzi` is of `odpowiedz`, `clientes` of `cliente`,
 * `przydatna` of `przydatne`. One vowel stands for another only where words of English hardly end so.
 */
function declined(word: string): string | undefined {
  const rests = [/s$/, /[aeiouy]s$/, /[aeiouy]$/].map((ending) => word.replace(ending, ''));
  const root = word.replace(/[aiou]s?$/, '');
  const others = root === word ? [] : ['a', 'e', 'i', 'o'].map((vowel) => root + vowel);
  return [...rests, ...others]
    .filter((rest) => rest !== word && rest.length >= SHORTEST)
    .flatMap((rest) => ENGLISH.get(rest) ?? [])[0];
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

const OTHER_WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries(OTHER_SCRIPTS).flatMap(([english, foreign]) =>
    foreign.split(' ').map((word) => [withoutAccents(word), english] as const),
  ),
);
const IN_OTHER_SCRIPTS = new RegExp(
  [...[...OTHER_WORDS.keys()].toSorted((a, b) => b.length - a.length), '[a-z]+'].join('|'),
  'g',
);
