using Kirana.Data.Tables;

namespace Kirana.Learn.Preparation;

/// <summary>Makes numbers of texts: each n-gram of a text adds +1 or −1 at a place that its hash gives, and the sum is scaled to length 1.</summary>
/// <remarks>Weinberger et al., "Feature hashing for large scale multitask learning", ICML 2009, eq. 1 and 2: the sign makes collisions cancel on average.
/// Nothing is learnt, so nothing can leak, and a text that was never seen has its numbers too. Texts are compared without regard to case. A missing text is all
/// 0. Immutable and thread-safe.</remarks>
/// <param name="Column">The column of texts.</param>
public sealed record TextHashing(string Column)
{
    /// <summary>How many numbers a text gives, 1 to 65,536; 256 by default.</summary>
    public int Width { get; init; } = 256;

    /// <summary>Whether grams are runs of words, of letters and digits, or of characters within a word, its ends marked; characters by default.</summary>
    public bool Words { get; init; }

    /// <summary>The shortest gram in characters or words, from 1; 3 by default.</summary>
    public int Least { get; init; } = 3;

    /// <summary>The longest gram in characters or words, from <see cref="Least"/> to 20; 5 by default.</summary>
    public int Most { get; init; } = 5;

    /// <summary>The numbers of a text.</summary>
    /// <param name="text">The text; <see langword="null"/> where missing.</param>
    /// <param name="values">Takes the numbers (<see cref="Width"/>).</param>
    /// <exception cref="ArgumentException">The span has another length, or an option lies outside its range.</exception>
    public void Hash(string? text, Span<float> values)
    {
        if (Fault() is { } fault)
            throw new ArgumentException($"{nameof(TextHashing)} of '{Column}' cannot hash: {fault}.");
        if (values.Length != Width)
            throw new ArgumentException($"There are {values.Length} places for {Width} numbers.", nameof(values));
        values.Clear();
        if (text is null)
            return;
        string[] words = Split(text.ToUpperInvariant());
        if (Words)
            for (var n = Least; n <= Math.Min(Most, words.Length); n++)
                for (var i = 0; i + n <= words.Length; i++)
                    Add(string.Join(' ', words.AsSpan(i, n)!), values);
        else
            foreach (var word in words)
                AddCharacters($" {word} ", values);
        Normalise(values);
    }

    /// <summary>What is wrong with the options; <see langword="null"/> if nothing is.</summary>
    internal string? Fault() => (Width, Least, Most) switch
    {
        ( < 1 or > 65_536, _, _) => $"{nameof(Width)} is {Width}; expected 1 to 65,536",
        (_, < 1, _) => $"{nameof(Least)} is {Least}; expected at least 1",
        _ when Most < Least || Most > 20 => $"{nameof(Most)} is {Most}; expected {Least} to 20",
        _ => null,
    };

    /// <summary>The numbers of each row of a column of texts (n × width), row by row.</summary>
    internal float[] Of(CategoryColumn column)
    {
        var values = new float[checked(column.Count * Width)];
        var levels = new float[]?[column.Levels.Count];
        for (var row = 0; row < column.Count; row++)
            if (column.Codes[row] is var code && code != CategoryColumn.Missing)
            {
                if (levels[code] is null)
                    Hash(column.Levels[code], levels[code] = new float[Width]);
                levels[code].CopyTo(values.AsSpan(row * Width, Width));
            }

        return values;
    }

    private static string[] Split(string text)
    {
        var words = new List<string>();
        for (int start = 0, end; start < text.Length; start = end + 1)
        {
            for (end = start; end < text.Length && char.IsLetterOrDigit(text[end]); end++)
            {
            }

            if (end > start)
                words.Add(text[start..end]);
        }

        return [.. words];
    }

    private void AddCharacters(string word, Span<float> values)
    {
        // A short word is a gram by itself.
        if (word.Length < Least)
            Add(word, values);
        for (var n = Least; n <= Math.Min(Most, word.Length); n++)
            for (var i = 0; i + n <= word.Length; i++)
                Add(word.AsSpan(i, n), values);
    }

    /// <summary>FNV-1a over the UTF-16 units, mixed once more so that low and high bits depend on all.</summary>
    private void Add(ReadOnlySpan<char> gram, Span<float> values)
    {
        var hash = 14695981039346656037UL;
        foreach (var unit in gram)
            hash = (hash ^ unit) * 1099511628211UL;
        hash = (hash ^ (hash >> 32)) * 0x9E3779B97F4A7C15UL;
        hash ^= hash >> 29;
        values[(int)((hash >> 1) % (ulong)Width)] += (hash & 1) == 0 ? 1 : -1;
    }

    private static void Normalise(Span<float> values)
    {
        var squares = 0.0;
        foreach (var value in values)
            squares += (double)value * value;
        if (squares > 0)
            foreach (ref var value in values)
                value = (float)(value / Math.Sqrt(squares));
    }
}
