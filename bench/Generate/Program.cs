using Kirana.Bench.Generate;

return args switch
{
    ["events", .. var rest] => EventLines.Write(Arguments.Parse(rest)),
    ["series", .. var rest] => SeriesLines.Write(Arguments.Parse(rest)),
    _ => Arguments.Usage(),
};
