using System.Text;
using Kirana.Data.Lines;
using Kirana.Operate.Records;
using Kirana.Operate.Shops;

namespace Kirana.Operate.Contracts;

/// <summary>The data contract at work: turns lines into records, or says which rule a line breaks. Every line is one or the other.</summary>
/// <remarks>
/// Rules are checked in this order and the first broken one is the line's reason: damage of the line, then field by field in the order of
/// the record kind (presence, type, range), then what the fields must satisfy together, then the columns no field takes. Values go straight from the line's
/// bytes into the batch; a repeated id costs no allocation. A record's key is the hash of its id (events), of item, day, location and
/// channel (sales), of item, moment, location and, for prices, channel (stock, prices), or of its whole line: lines of events without an id count by occurrence, a changed line of an item or user is a new
/// version of it. Not thread-safe.
/// </remarks>
public sealed class RecordParser : IDisposable
{
    private static readonly int Revenue = RecordKinds.Sales.IndexOf("revenue");

    private readonly ImportMapping _mapping;
    private readonly FieldFormats _formats;
    private readonly FieldReader?[] _readers;
    private readonly ReadOnlyMemory<byte>[] _constants;
    private readonly int[] _columns;
    private readonly EventRules? _rules;
    private readonly ExtraColumns _extra = new();
    private readonly int[] _keyFields;
    private readonly int[] _keyColumns;
    private readonly ContentKey _key;
    private int _bound = -1;

    /// <summary>Creates a parser.</summary>
    /// <param name="kind">The kind of record.</param>
    /// <param name="mapping">Which column is which field, and how values are written.</param>
    /// <param name="settings">The shop's settings.</param>
    /// <param name="source">The source's logical name.</param>
    /// <param name="now">The present, against which times are future.</param>
    /// <param name="internBits">The logarithm of the number of strings kept for each text field, so that a repeated one is made once; 1 to 24,
    /// 16 by default.</param>
    /// <exception cref="Data.DataException">The mapping or a setting cannot be used.</exception>
    public RecordParser(RecordKind kind, ImportMapping mapping, ShopSettings settings, string source, DateTimeOffset now, int internBits = 16)
    {
        Kind = kind;
        _mapping = mapping;
        _formats = new FieldFormats(mapping, settings);
        var isEvents = ReferenceEquals(kind, RecordKinds.Events);
        // A price may be set for a time to come.
        var isPrices = ReferenceEquals(kind, RecordKinds.Prices);
        var latest = (now.AddDays(2) - DateTimeOffset.UnixEpoch).Ticks / 10;
        _readers = [.. kind.Fields.Select((field, i) => i == kind.RestIndex ? null : new FieldReader(field, i, _formats, settings.Currency, i == kind.TimeIndex && !isPrices ? latest : long.MaxValue,
            // The ids of the records themselves mostly differ: keeping them would only cost.
            field.Name is "id" ? 0 : internBits)
        {
            WholeNumbers = mapping.WholeNumbers.Contains(field.Name, StringComparer.Ordinal),
            Required = field.Name switch
            {
                "kind" when mapping.Invoice is not null => false,
                "id" => mapping.Columns.ContainsKey("id"),
                _ => field.Required,
            },
        })];
        _columns = new int[_readers.Length];
        _constants = [.. kind.Fields.Select(field => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(mapping.Constants.GetValueOrDefault(field.Name, "")))];
        _rules = isEvents ? new EventRules(mapping.Invoice, settings.Items, settings.Ratings) : null;

        _keyFields = kind.Name switch
        {
            "events" when mapping.Columns.ContainsKey("id") => [kind.IndexOf("id")],
            "sales" => [kind.IndexOf("item"), kind.IndexOf("date"), kind.IndexOf("location"), kind.IndexOf("channel")],
            "stock" => [kind.IndexOf("item"), kind.IndexOf("time"), kind.IndexOf("location")],
            "prices" => [kind.IndexOf("item"), kind.IndexOf("valid_from"), kind.IndexOf("location"), kind.IndexOf("channel")],
            _ => [],
        };
        _keyColumns = new int[_keyFields.Length];
        KeysAreContent = isEvents && _keyFields.Length == 0;
        _key = KeysAreContent ? new ContentKey(kind.Name, source) : new ContentKey(kind.Name);
    }

    /// <summary>The kind of record.</summary>
    public RecordKind Kind { get; }

    /// <summary>Whether keys are hashes of content whose occurrences count, rather than of ids whose repeats are dropped.</summary>
    public bool KeysAreContent { get; }

    /// <summary>The signed money of the line last parsed, in ten-thousandths; of a broken one as far as it can be read.</summary>
    public long Money { get; private set; }

    /// <summary>Parses the current line of a reader into the next free row of a batch.</summary>
    /// <param name="line">The reader, standing on a line.</param>
    /// <param name="batch">A batch of <see cref="Kind"/> with a free row; its count grows by one if the line is sound.</param>
    /// <returns>The rule the line breaks, or <see langword="null"/> if it is now in the batch.</returns>
    public Violation? Parse(ILineReader line, RecordBatch batch)
    {
        Money = 0;
        if (line.Fault is { } fault)
            return new Violation(fault.Code, null, fault.Message);
        if (line.Columns.Count != _bound)
            Bind(line.Columns);

        var violation = Check(line, batch, batch.Count);
        if (violation is not null)
        {
            Money = ReadableMoney(line);
            return violation with { Column = ColumnOf(violation.Column) };
        }

        batch.Keys[batch.Count] = _keyFields.Length > 0 ? _key.OfValues(line, _keyColumns) : _key.OfContent(line);
        batch.Count++;
        return null;
    }

    /// <summary>Gives the buffers back.</summary>
    public void Dispose() => _extra.Dispose();

    private Violation? Check(ILineReader line, RecordBatch batch, int row)
    {
        for (var i = 0; i < _readers.Length; i++)
            if (_readers[i]?.Read(Value(line, i), batch, row) is { } violation)
                return violation;

        if (_rules is not null)
        {
            if (_rules.Apply(batch, row, out var money) is { } violation)
                return violation;
            Money = money;
        }
        else if (ReferenceEquals(Kind, RecordKinds.Sales) && batch.Numbers(Revenue)[row] is not RecordBatch.Missing and var revenue)
            Money = revenue;

        return _extra.TryRead(line, out batch.Texts(Kind.RestIndex)[row])
            ? null
            : new Violation(Reasons.BadEncoding, null, "A column no field takes is not UTF-8.");
    }

    private ReadOnlySpan<byte> Value(ILineReader line, int field) => _columns[field] < 0 ? _constants[field].Span : line.Field(_columns[field]);

    private void Bind(IReadOnlyList<string> columns)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < columns.Count; i++)
            places.TryAdd(columns[i], i);
        for (var i = 0; i < _columns.Length; i++)
            _columns[i] = _mapping.Columns.TryGetValue(Kind.Fields[i].Name, out var column) ? places.GetValueOrDefault(column, -1) : -1;
        for (var i = 0; i < _keyFields.Length; i++)
            _keyColumns[i] = _columns[_keyFields[i]];
        _extra.Bind(columns, _mapping.Columns.Values.ToHashSet(StringComparer.Ordinal));
        _key.Bind(columns);
        _bound = columns.Count;
    }

    /// <summary>The money of a line that broke a rule: its value, or quantity times price as they stand in the file.</summary>
    private long ReadableMoney(ILineReader line)
    {
        if (ReferenceEquals(Kind, RecordKinds.Sales))
            return TryReadDecimal(line, "revenue", out var revenue) ? revenue : 0;
        if (_rules is null)
            return 0;
        var kind = EventWords.Find(Encoding.UTF8.GetString(FieldReader.Trim(Value(line, Kind.IndexOf("kind")))));
        if (_mapping.Invoice is null && kind is not ("purchase" or "return"))
            return 0;
        if (!TryReadDecimal(line, "value", out var money) &&
            (!TryReadDecimal(line, "quantity", out var quantity) || !TryReadDecimal(line, "unit_price", out var price) || !DecimalText.TryMultiply(quantity, price, out money)))
            return 0;
        return kind is "return" ? -money : money;
    }

    private bool TryReadDecimal(ILineReader line, string field, out long value) =>
        DecimalText.TryParse(FieldReader.Trim(Value(line, Kind.IndexOf(field))), _formats.DecimalMark, out value) == NumberText.Sound;

    private string? ColumnOf(string? field) => field is not null && _mapping.Columns.TryGetValue(field, out var column) ? column : field;
}
