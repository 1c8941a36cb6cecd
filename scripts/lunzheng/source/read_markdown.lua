-- Reads a JSON list of Markdown texts from standard input and writes the JSON list of their pandoc documents,
-- so that one process serves every chapter of a project, and no chapter can run into the next.
-- A text that pandoc cannot read becomes null.
local format = 'commonmark+sourcepos+pipe_tables+footnotes+strikeout+implicit_figures'
local documents = {}
for index, text in ipairs(pandoc.json.decode(io.read('a'), false)) do
  local read, document = pcall(pandoc.read, text, format)
  documents[index] = read and pandoc.write(document, 'json') or 'null'
end
io.write('[', table.concat(documents, ','), ']')
