using Kirana.Data;
using Kirana.Operate.Contracts;
using Kirana.Operate.Records;
using Kirana.Operate.Shops;

namespace Kirana.Pipelines.Import;

/// <summary>Decides how a file's lines become records: what the caller says, then what was kept for its source, then what its columns and first lines tell.</summary>
internal sealed class SourcePlan
{
    private readonly ImportRequest _request;
    private readonly ShopSettings _settings;
    private readonly LineSample _sample;
    private readonly List<string> _notes = [];

    private SourcePlan(ImportRequest request, ShopSettings settings, LineSample sample)
    {
        _request = request;
        _settings = settings;
        _sample = sample;
        RecordKind? asked = null;
        if (request.Kind is { } name)
            asked = RecordKinds.All.FirstOrDefault(kind => string.Equals(kind.Name, name, StringComparison.OrdinalIgnoreCase))
                ?? throw new ArgumentException($"There is no kind of record '{name}'; there are {string.Join(", ", RecordKinds.All.Select(kind => kind.Name))}.", nameof(request));

        var kept = FindKept(asked, out var source);
        Kind = kept is null ? asked ?? GuessKind() : RecordKinds.All.First(kind => string.Equals(kind.Name, kept.Kind, StringComparison.Ordinal));
        Source = source ?? NewName();
        Mapping = kept is null ? Guess() : Override(kept);
        RequireColumns();
    }

    /// <summary>The kind of record.</summary>
    public RecordKind Kind { get; }

    /// <summary>The source's logical name.</summary>
    public string Source { get; }

    /// <summary>The mapping.</summary>
    public ImportMapping Mapping { get; }

    /// <summary>What was guessed, one sentence each.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Makes the plan of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="settings">The shop's settings with the kept mappings.</param>
    /// <param name="sample">The first lines of the file.</param>
    /// <exception cref="DataException">The file does not say enough, or not what its kept mapping expects.</exception>
    public static SourcePlan Make(ImportRequest request, ShopSettings settings, LineSample sample) => new(request, settings, sample);

    /// <summary>The kept mapping of the named source, or of the source named like the file, or of the source that fits most columns.</summary>
    private ImportMapping? FindKept(RecordKind? asked, out string? source)
    {
        source = _request.Source;
        if (source is not null)
        {
            var named = _settings.Sources.GetValueOrDefault(source);
            if (named is null)
                return null;
            if (asked is not null && !string.Equals(named.Kind, asked.Name, StringComparison.Ordinal))
                throw new ArgumentException($"The source '{source}' holds {named.Kind}, not {asked.Name}.", nameof(source));
            return named;
        }

        var own = NameOf(_request.FileName);
        var best = _settings.Sources
            .Where(kept => (asked is null || string.Equals(kept.Value.Kind, asked.Name, StringComparison.Ordinal)) && kept.Value.Columns.Values.All(_sample.Columns.Contains))
            .OrderBy(kept => string.Equals(kept.Key, own, StringComparison.Ordinal) ? 0 : 1)
            .ThenByDescending(kept => kept.Value.Columns.Count)
            .ThenBy(kept => kept.Key, StringComparer.Ordinal)
            .FirstOrDefault();
        source = best.Key;
        if (best.Value is not null)
            _notes.Add($"Read as the source '{best.Key}', whose mapping is kept in the settings; another source of the same columns needs a name of its own.");
        return best.Value;
    }

    private RecordKind GuessKind()
    {
        var kind = ColumnGuess.Kind([.. _sample.Columns.Select(Renamed)], _sample.Name);
        _notes.Add($"The file holds {kind.Name}.");
        return kind;

        // What the caller maps counts as if the column had the field's name.
        string Renamed(string column) => _request.Map.FirstOrDefault(entry => string.Equals(entry.Value, column, StringComparison.Ordinal)).Key ?? column;
    }

    private ImportMapping Guess()
    {
        var mapping = Override(new ImportMapping { Kind = Kind.Name });
        var columns = new Dictionary<string, string>(mapping.Columns, StringComparer.Ordinal);
        foreach (var (field, column) in ColumnGuess.Map(Kind, _sample.Columns, columns.Values))
            if (!_request.Map.ContainsKey(field) && IsUsable(field, column))
                columns.Add(field, column);
        mapping = mapping with { Columns = columns };
        if (columns.Count > 0)
            _notes.Add("Columns: " + string.Join(", ", columns.Select(entry => $"{entry.Value} → {entry.Key}")) + ".");

        if (ReferenceEquals(Kind, RecordKinds.Events) && !columns.ContainsKey("kind") && !mapping.Constants.ContainsKey("kind") &&
            columns.TryGetValue("session", out var session) && columns.TryGetValue("quantity", out var quantity) && columns.ContainsKey("unit_price"))
        {
            var prefix = SampleFindings.CancellationPrefix(_sample, ColumnIndex(session), ColumnIndex(quantity));
            mapping = mapping with { Invoice = new InvoiceRules { CancellationPrefix = prefix } };
            _notes.Add("Lines are those of invoices" + (prefix.Length > 0 ? $"; invoices that begin with '{prefix}' cancel." : "; negative quantities are returns."));
        }

        else if (ReferenceEquals(Kind, RecordKinds.Events) && !columns.ContainsKey("kind") && !mapping.Constants.ContainsKey("kind") && !_request.Map.ContainsKey("kind") && columns.TryGetValue("rating", out var rating))
        {
            mapping = mapping with { Constants = new Dictionary<string, string>(mapping.Constants, StringComparer.Ordinal) { ["kind"] = "rating" } };
            _notes.Add($"Lines are ratings, since they name no kind of event and {rating} says how good something was.");
        }

        var whole = columns.Where(entry => Kind.Fields[Kind.IndexOf(entry.Key)].Type == FieldType.Id && SampleFindings.AreWholeNumbers(_sample, ColumnIndex(entry.Value)))
            .Select(entry => entry.Key).ToArray();
        if (whole.Length > 0)
        {
            mapping = mapping with { WholeNumbers = whole };
            _notes.Add($"Ids such as 17850.0 are read as 17850: {string.Join(", ", whole)}.");
        }

        return FindDateOrder(mapping);
    }

    private bool IsUsable(string field, string column)
    {
        // Words for how good something is or how long it took stand above texts as well: those stay what they are.
        if (field is "rating" or "seconds" && !SampleFindings.AreNumbers(_sample, ColumnIndex(column), (byte)(_request.Decimal ?? '.')))
            return false;
        var identifies = !string.Equals(field, "id", StringComparison.Ordinal) || !ReferenceEquals(Kind, RecordKinds.Events) ||
            SampleFindings.Identifies(_sample, ColumnIndex(column));
        if (!identifies)
            _notes.Add($"Column {column} is not the lines' id, since different lines share a value of it.");
        return identifies;
    }

    private ImportMapping FindDateOrder(ImportMapping mapping)
    {
        if (mapping.DateFormat is not null)
            return mapping;
        foreach (var (field, column) in mapping.Columns)
        {
            if (Kind.Fields[Kind.IndexOf(field)].Type is not (FieldType.Time or FieldType.Date) || ColumnIndex(column) < 0)
                continue;
            var order = SampleFindings.OrderOf(_sample, ColumnIndex(column));
            if (order == DateOrder.Unknown)
                continue;
            var word = order == DateOrder.DayFirst ? FieldFormats.DayFirst : FieldFormats.MonthFirst;
            _notes.Add($"Dates in {column} have the {(order == DateOrder.DayFirst ? "day" : "month")} first.");
            return mapping with { DateFormat = word };
        }

        return mapping;
    }

    /// <summary>What the caller says goes over what is kept or guessed.</summary>
    private ImportMapping Override(ImportMapping mapping)
    {
        if (_request is { Map.Count: 0, Separator: null, Encoding: null, DateFormat: null, Decimal: null, TimeZone: null })
            return mapping;
        var columns = new Dictionary<string, string>(mapping.Columns, StringComparer.Ordinal);
        var constants = new Dictionary<string, string>(mapping.Constants, StringComparer.Ordinal);
        foreach (var (field, column) in _request.Map)
        {
            var known = Kind.Fields[Kind.IndexOf(field)];
            columns.Remove(field);
            constants.Remove(field);
            if (column.Length == 0)
                continue;
            if (!_sample.Columns.Contains(column, StringComparer.Ordinal) && known.Words.Contains(column, StringComparer.Ordinal))
                constants.Add(field, column);
            else
                columns.Add(field, column);
        }

        return mapping with
        {
            Columns = columns,
            Constants = constants,
            Separator = _request.Separator ?? mapping.Separator,
            Encoding = _request.Encoding ?? mapping.Encoding,
            DateFormat = _request.DateFormat ?? mapping.DateFormat,
            Decimal = _request.Decimal ?? mapping.Decimal,
            TimeZone = _request.TimeZone ?? mapping.TimeZone,
            Invoice = constants.ContainsKey("kind") || columns.ContainsKey("kind") ? null : mapping.Invoice,
        };
    }

    private void RequireColumns()
    {
        foreach (var (field, column) in Mapping.Columns)
            if (!_sample.Columns.Contains(column, StringComparer.Ordinal))
                throw Missing(field, $"The column '{column}' of field {field} is not in '{_sample.Name}'");

        var missing = Kind.Fields.Where(field => field.Required && !Mapping.Columns.ContainsKey(field.Name) && !Mapping.Constants.ContainsKey(field.Name) &&
            !(Mapping.Invoice is not null && string.Equals(field.Name, "kind", StringComparison.Ordinal))).Select(field => field.Name).ToList();
        if (missing.Count > 0)
            throw Missing(missing[0], $"{Kind.Name} need a column for {string.Join(" and ", missing)}, and '{_sample.Name}' has none");
    }

    private DataException Missing(string field, string what)
    {
        var nearest = NearestName.Find(Kind, field, [.. _sample.Columns.Except(Mapping.Columns.Values, StringComparer.Ordinal)]);
        return new DataException($"{what}; its columns are {string.Join(", ", _sample.Columns)}.")
        {
            Code = "missing-column",
            File = _sample.Name,
            Column = field,
            Hint = ColumnGuess.SeparatorHint(_sample.Columns)
                ?? (nearest is not null ? $"If '{nearest}' is meant: --map {field}={nearest}."
                : field is "kind" ? "If every line is of one kind: --map kind=purchase (or view, cart, …)."
                : $"Name the column: --map {field}=COLUMN."),
        };
    }

    private int ColumnIndex(string column)
    {
        for (var i = 0; i < _sample.Columns.Count; i++)
            if (string.Equals(_sample.Columns[i], column, StringComparison.Ordinal))
                return i;
        return -1;
    }

    private string NewName()
    {
        var name = NameOf(_request.FileName);
        return _settings.Sources.ContainsKey(name) ? $"{name}-{Kind.Name}" : name;
    }

    /// <summary>A file's name without its extensions and a date at its end: <c>orders-2024-05-01.csv.gz</c> is of the source <c>orders</c>.</summary>
    /// <param name="file">The file's name.</param>
    public static string NameOf(string file)
    {
        var name = file;
        for (var extension = Path.GetExtension(name); extension is ".csv" or ".tsv" or ".txt" or ".json" or ".jsonl" or ".ndjson" or ".parquet" or ".gz" or ".br";
             extension = Path.GetExtension(name))
            name = Path.GetFileNameWithoutExtension(name);
        var end = name.AsSpan().TrimEnd("0123456789-_.T");
        return end.Length > 0 && name.Length - end.Length >= 7 ? end.ToString() : name;
    }
}
