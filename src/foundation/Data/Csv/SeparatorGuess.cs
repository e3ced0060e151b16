namespace Kirana.Data.Csv;

/// <summary>Tells which character separates the fields of a text, by the number of fields it gives its first lines.</summary>
internal static class SeparatorGuess
{
    private const int Lines = 20;

    private static ReadOnlySpan<byte> Candidates => ",;\t|"u8;

    /// <summary>The separator that splits the header into more than one field and the lines after it into as many; where none
    /// does, the one that splits the header most; else the comma.</summary>
    /// <param name="sample">The beginning of the text, cut anywhere.</param>
    public static byte Of(ReadOnlySpan<byte> sample)
    {
        byte best = Candidates[0];
        var bestScore = 0L;
        foreach (var candidate in Candidates)
        {
            var score = Score(sample, candidate);
            if (score > bestScore)
                (best, bestScore) = (candidate, score);
        }

        return best;
    }

    /// <summary>The number of fields of a text's first record.</summary>
    public static int CountFields(ReadOnlySpan<byte> text, byte separator) => CountFields(ref text, separator);

    private static long Score(ReadOnlySpan<byte> sample, byte separator)
    {
        var header = CountFields(ref sample, separator);
        if (header < 2)
            return 0;
        int lines = 0, equal = 0;
        while (lines < Lines && !sample.IsEmpty)
        {
            var count = CountFields(ref sample, separator);
            // The sample may be cut within its last line, which then says nothing.
            if (sample.IsEmpty && lines > 0)
                break;
            lines++;
            equal += count == header ? 1 : 0;
        }

        var agreement = lines == 0 ? 1 : (double)equal / lines;
        return (long)(agreement * 1000) * 100_000 + header;
    }

    /// <summary>Counts the fields of the first record and moves behind it.</summary>
    private static int CountFields(ref ReadOnlySpan<byte> text, byte separator)
    {
        var count = 1;
        var quoted = false;
        var first = true;
        for (var i = 0; i < text.Length; i++)
        {
            var value = text[i];
            if (value == '"' && (quoted || first))
                quoted = !quoted;
            else if (!quoted && value == separator)
                count++;
            else if (!quoted && value is (byte)'\n' or (byte)'\r')
            {
                text = text[i..].TrimStart("\r\n"u8);
                return count;
            }

            // A doubled quote closes and opens again, so a quote behind a quote opens too.
            first = value == separator || value == '"';
        }

        text = [];
        return count;
    }
}
