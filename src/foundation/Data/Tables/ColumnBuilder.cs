using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Kirana.Data.Tables;

/// <summary>Makes a column of the fields of a file.</summary>
internal abstract class ColumnBuilder
{
    private const int MostTimeCharacters = 40;

    private static readonly string[] TimeForms =
        ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mmK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK"];

    /// <summary>What a field should be, for messages.</summary>
    public abstract string Expected { get; }

    /// <summary>Takes the next row.</summary>
    /// <returns><see langword="false"/> if the field is not what the column holds.</returns>
    public abstract bool TryAdd(ReadOnlySpan<byte> field);

    public abstract void AddMissing();

    public abstract Column Build(string name);

    /// <summary>A builder for a column of numbers of the precision they need.</summary>
    public static ColumnBuilder Number() => new Numbers(precision: null);

    public static ColumnBuilder Of(ColumnKind kind) => kind switch
    {
        ColumnKind.Category => new Categories(),
        ColumnKind.Time => new Times(),
        _ => new Numbers(kind),
    };

    /// <summary>Whether a field that is no category says that there is no value.</summary>
    public static bool IsMissing(ReadOnlySpan<byte> field) =>
        field.IsEmpty || field.SequenceEqual("NA"u8) || field.SequenceEqual("NaN"u8) || field.SequenceEqual("null"u8);

    public static bool TryNumber(ReadOnlySpan<byte> field, out double number) =>
        Utf8Parser.TryParse(field, out number, out var length) && length == field.Length && double.IsFinite(number);

    public static bool TryTime(ReadOnlySpan<byte> field, out long time)
    {
        time = TimeColumn.Missing;
        Span<char> text = stackalloc char[MostTimeCharacters];
        if (field.Length > text.Length || !Ascii.IsValid(field))
            return false;
        text = text[..Encoding.ASCII.GetChars(field, text)];
        if (!DateTimeOffset.TryParseExact(text, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
            return false;
        time = TimeColumn.FromMoment(moment);
        return true;
    }

    private sealed class Numbers(ColumnKind? precision) : ColumnBuilder
    {
        private const int SingleDigits = 6;

        // So short a number is far from the least that single precision has.
        private const int MostPlain = 16;

        private readonly List<double> _values = [];
        private bool _needsDouble = precision == ColumnKind.Double;

        public override string Expected => "a finite number with a decimal point";

        public override bool TryAdd(ReadOnlySpan<byte> field)
        {
            if (IsMissing(field))
                AddMissing();
            else if (TryNumber(field, out var number))
            {
                _values.Add(number);
                _needsDouble = _needsDouble || (precision is null && !HasFewDigits(field) && LosesDigits(number));
            }
            else
                return false;
            return true;
        }

        public override void AddMissing() => _values.Add(double.NaN);

        public override Column Build(string name) => _needsDouble
            ? new NumberColumn(name, _values.ToArray())
            : new NumberColumn(name, _values.ConvertAll(value => (float)value).ToArray());

        /// <summary>Whether a field is a plain number of at most six digits that count: such ones single precision keeps apart.</summary>
        private static bool HasFewDigits(ReadOnlySpan<byte> field)
        {
            var digits = 0;
            foreach (var own in field)
                if (own is >= (byte)'1' and <= (byte)'9' || (own is (byte)'0' && digits > 0))
                    digits++;
                else if (own is not ((byte)'0' or (byte)'.' or (byte)'-' or (byte)'+'))
                    return false;
            return digits <= SingleDigits && field.Length <= MostPlain;
        }

        /// <summary>Whether the number, rounded to single precision and written as short as that allows, is another number.</summary>
        private static bool LosesDigits(double number)
        {
            var single = (float)number;
            if (single == number)
                return false;
            Span<byte> text = stackalloc byte[32];
            return !single.TryFormat(text, out var length, provider: CultureInfo.InvariantCulture)
                || !Utf8Parser.TryParse(text[..length], out double back, out _)
                || back != number;
        }
    }

    private sealed class Categories : ColumnBuilder
    {
        private readonly CategoryBuilder _values = new();
        private char[] _text = new char[64];

        public override string Expected => "a text";

        public override bool TryAdd(ReadOnlySpan<byte> field)
        {
            if (field.IsEmpty)
            {
                AddMissing();
                return true;
            }

            if (_text.Length < field.Length)
                _text = new char[2 * field.Length];
            _values.Add(_text.AsSpan(0, Encoding.UTF8.GetChars(field, _text)));
            return true;
        }

        public override void AddMissing() => _values.AddMissing();

        public override Column Build(string name) => _values.Build(name);
    }

    private sealed class Times : ColumnBuilder
    {
        private readonly List<long> _values = [];

        public override string Expected => "an ISO date or time such as 2011-11-07 or 2011-11-07T13:05:00Z";

        public override bool TryAdd(ReadOnlySpan<byte> field)
        {
            if (!TryTime(field, out var time) && !IsMissing(field))
                return false;
            _values.Add(time);
            return true;
        }

        public override void AddMissing() => _values.Add(TimeColumn.Missing);

        public override Column Build(string name) => new TimeColumn(name, _values.ToArray());
    }
}
