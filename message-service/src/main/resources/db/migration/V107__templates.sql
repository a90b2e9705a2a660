-- MSG-08: a seller's own templates, over the shipped ones of the same id; every text there was stays readable.
CREATE TABLE template (
  seller_id   text COLLATE "C" NOT NULL,
  template_id text COLLATE "C" NOT NULL,
  version     bigint           NOT NULL,
  -- False: taken back; the version is kept and goes on counting.
  present     boolean          NOT NULL,
  PRIMARY KEY (seller_id, template_id)
);
SELECT kit_protect('template');

CREATE TABLE template_version (
  seller_id   text COLLATE "C" NOT NULL,
  template_id text COLLATE "C" NOT NULL,
  version     bigint           NOT NULL,
  kind        text,
  scene       text,
  -- By language.
  texts       jsonb            NOT NULL,
  saved_at    timestamptz      NOT NULL,
  saved_by    text             NOT NULL,
  PRIMARY KEY (seller_id, template_id, version)
);
SELECT kit_protect('template_version');

-- Of shipped ones too.
CREATE TABLE template_usage (
  seller_id    text COLLATE "C" NOT NULL,
  template_id  text COLLATE "C" NOT NULL,
  used         bigint           NOT NULL,
  last_used_at timestamptz      NOT NULL,
  PRIMARY KEY (seller_id, template_id)
);
SELECT kit_protect('template_usage');
