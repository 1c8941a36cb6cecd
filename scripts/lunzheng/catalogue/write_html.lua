-- Reads a JSON list of pandoc documents from standard input and writes the JSON list of their HTML fragments,
-- so that one process serves every section of a project.
local fragments = {}
for index, text in ipairs(pandoc.json.decode(io.read('a'), false)) do
  fragments[index] = pandoc.write(pandoc.read(text, 'json'), 'html5', { wrap_text = 'none' })
end
io.write(pandoc.json.encode(fragments))
