using System.Text;
using System.Text.Unicode;
using Kirana.Operate.Records;

namespace Kirana.Operate.Contracts;

/// <summary>Reads and checks one field of every line and puts it into its column.</summary>
/// <remarks>Blanks around a value do not belong to it; an empty value is a missing one. Not thread-safe.</remarks>
internal sealed class FieldReader
{
    private const int LongestId = 256;
    private static readonly LocalTime Beginning = new(0, 0);

    private readonly FieldFormats _formats;
    private readonly string _currency;
    private readonly long _latest;
    private readonly int _internBits;
    private Utf8Interner? _interner;
    private readonly Dictionary<string, string?> _words = new(StringComparer.Ordinal);

    /// <summary>Creates a reader.</summary>
    /// <param name="field">The field.</param>
    /// <param name="index">Its column in a batch.</param>
    /// <param name="formats">How the source writes numbers and times.</param>
    /// <param name="currency">The shop's currency.</param>
    /// <param name="latest">The last moment the field may name, UTC microseconds.</param>
    /// <param name="internBits">The logarithm of the number of strings to keep for use again; 0 for none.</param>
    public FieldReader(Field field, int index, FieldFormats formats, string currency, long latest, int internBits)
    {
        Field = field;
        Index = index;
        _formats = formats;
        _currency = currency;
        _latest = latest;
        _internBits = internBits;
    }

    /// <summary>The field.</summary>
    public Field Field { get; }

    /// <summary>The field's column in a batch.</summary>
    public int Index { get; }

    /// <summary>Whether ids such as <c>17850.0</c> lose what a spreadsheet put behind them.</summary>
    public bool WholeNumbers { get; init; }

    /// <summary>Whether the field must be there.</summary>
    public bool Required { get; init; }

    /// <summary>Checks a value and stores it.</summary>
    /// <param name="text">The value as the line has it.</param>
    /// <param name="batch">Where it goes.</param>
    /// <param name="row">The row it goes to.</param>
    /// <returns>The rule it breaks, or <see langword="null"/>.</returns>
    public Violation? Read(ReadOnlySpan<byte> text, RecordBatch batch, int row)
    {
        text = Trim(text);
        if (Field.IsText)
        {
            if (!text.IsEmpty)
                return ReadText(text, ref batch.Texts(Index)[row]);
            batch.Texts(Index)[row] = null;
        }
        else
        {
            if (!text.IsEmpty)
                return ReadNumber(text, ref batch.Numbers(Index)[row]);
            batch.Numbers(Index)[row] = RecordBatch.Missing;
        }

        return Required ? new Violation(Reasons.MissingValue, Field.Name, $"{Field.Name} is required: {Field.Meaning}") : null;
    }

    /// <summary>A value without the blanks around it.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || (text[0] > ' ' && text[^1] > ' '))
            return text;
        return text[Ascii.Trim(text)];
    }

    private Violation? ReadText(ReadOnlySpan<byte> text, ref string? place)
    {
        if (Field.Type == FieldType.Id)
        {
            if (WholeNumbers)
                text = WithoutZeroFraction(text);
            if (text.Length > LongestId)
                return Fault(Reasons.LongId, $"an id of at most {LongestId} bytes", $"{text.Length} bytes, {Show(text)}");
        }

        var found = Text(text);
        if (found is null)
            return Fault(Reasons.BadEncoding, "UTF-8", Show(text));
        if (Field.Type != FieldType.Code)
        {
            place = found;
            return null;
        }

        if (!_words.TryGetValue(found, out place))
            _words.Add(found, place = FindWord(found));
        if (place is not null)
            return null;
        if (Field.Words.Count > 0)
            return Fault(Reasons.UnknownWord, "one of " + string.Join(", ", Field.Words), Show(text));
        return IsCurrency(found)
            ? Fault(Reasons.ForeignCurrency, $"{_currency}, the shop's currency", Show(text))
            : Fault(Reasons.BadCurrency, "three letters such as EUR", Show(text));
    }

    /// <summary>The string of UTF-8 bytes, or <see langword="null"/>. A field that never comes needs no memory for its strings.</summary>
    private string? Text(ReadOnlySpan<byte> text)
    {
        if (_internBits > 0)
            return (_interner ??= new Utf8Interner(_internBits)).Intern(text);
        return Utf8.IsValid(text) ? Encoding.UTF8.GetString(text) : null;
    }

    private string? FindWord(string text)
    {
        if (Field.Words.Count == 0)
            return string.Equals(text, _currency, StringComparison.OrdinalIgnoreCase) ? _currency : null;
        if (ReferenceEquals(Field.Words, RecordKinds.EventWords))
            return EventWords.Find(text);
        return Field.Words.FirstOrDefault(word => string.Equals(word, text, StringComparison.OrdinalIgnoreCase));
    }

    private Violation? ReadNumber(ReadOnlySpan<byte> text, ref long place)
    {
        switch (Field.Type)
        {
            case FieldType.Time or FieldType.Date:
                return ReadTime(text, ref place);
            case FieldType.Flag:
                place = ParseFlag(text);
                return place == RecordBatch.Missing ? Fault(Reasons.BadFlag, "yes or no", Show(text)) : null;
        }

        switch (DecimalText.TryParse(text, _formats.DecimalMark, out place))
        {
            case NumberText.NotFinite:
                return Fault(Reasons.NotFinite, "a finite number", Show(text));
            case NumberText.TooLarge:
                return Fault(Reasons.OutOfRange, "a number below 10^14", Show(text));
            case NumberText.TooPrecise:
                return Fault(Reasons.BadNumber, "a number of at most four decimals", Show(text));
            case NumberText.Malformed:
                return Fault(Reasons.BadNumber, "a number", Show(text) + MarkHint(text));
        }

        if (Field.Type == FieldType.Integer)
        {
            var (whole, rest) = Math.DivRem(place, DecimalText.One);
            if (rest != 0)
                return Fault(Reasons.BadNumber, "a whole number", Show(text));
            place = whole;
        }

        if (place < Field.Minimum || place > Field.Maximum)
            return Fault(Reasons.OutOfRange, "a number in range", Show(text));
        return null;
    }

    private Violation? ReadTime(ReadOnlySpan<byte> text, ref long place)
    {
        if (!_formats.TryParseTime(text, out var time))
        {
            var doubt = !_formats.KnowsDateOrder && TimeText.NeedsOrder(text, out _, out _) ? ", whose order of day and month is not known" : "";
            return Fault(Reasons.BadDate, _formats.Expected, Show(text) + doubt);
        }

        var moment = _formats.Clock.ToUtc(time);
        if (moment < Beginning.Micros)
            return Fault(Reasons.AncientTime, "a time since 1970", Show(text));
        if (moment > _latest)
            return Fault(Reasons.FutureTime, "a time no later than two days from now", Show(text));
        place = Field.Type == FieldType.Time ? moment : _formats.Clock.DayOf(time);
        return null;
    }

    private static long ParseFlag(ReadOnlySpan<byte> text)
    {
        if (text.Length <= 5)
        {
            Span<char> word = stackalloc char[5];
            var length = Ascii.ToLower(text, word, out var written) == System.Buffers.OperationStatus.Done ? written : 0;
            switch (word[..length])
            {
                case "1" or "yes" or "y" or "true" or "t":
                    return 1;
                case "0" or "no" or "n" or "false" or "f":
                    return 0;
            }
        }

        return RecordBatch.Missing;
    }

    /// <summary>17850.0 → 17850: spreadsheets turn a column of whole numbers with gaps into fractions.</summary>
    private static ReadOnlySpan<byte> WithoutZeroFraction(ReadOnlySpan<byte> text)
    {
        var point = text.IndexOf((byte)'.');
        return point > 0 && point < text.Length - 1 && !text[(point + 1)..].ContainsAnyExcept((byte)'0') && !text[..point].ContainsAnyExceptInRange((byte)'0', (byte)'9')
            ? text[..point]
            : text;
    }

    private string MarkHint(ReadOnlySpan<byte> text) =>
        _formats.DecimalMark == '.' && text.Contains((byte)',') ? "; if the comma marks decimals, say so with --decimal ," : "";

    private static bool IsCurrency(string text) => text.Length == 3 && text.All(char.IsAsciiLetter);

    private Violation Fault(string reason, string expected, string found) => new(reason, Field.Name, $"{Field.Name}: expected {expected}, found {found}.");

    private static string Show(ReadOnlySpan<byte> text) => "'" + Encoding.UTF8.GetString(text[..Math.Min(text.Length, 64)]) + (text.Length > 64 ? "…'" : "'");
}
