using Kirana.Operate.Records;
using Kirana.Storage.Keys;

namespace Kirana.Storage.Records;

/// <summary>Many records of one kind in memory. A column takes room only once it holds a value.</summary>
/// <param name="kind">The kind of the records.</param>
internal sealed partial class RecordChunk(RecordKind kind)
{
    private readonly string?[]?[] _texts = new string?[]?[kind.Fields.Count];
    private readonly long[]?[] _numbers = new long[]?[kind.Fields.Count];
    private UInt128[] _keys = [];
    private bool[] _contentKeys = [];

    /// <summary>The kind of the records.</summary>
    public RecordKind Kind { get; } = kind;

    /// <summary>The number of records.</summary>
    public int Count { get; private set; }

    /// <summary>The key of each record.</summary>
    public Span<UInt128> Keys => _keys.AsSpan(0, Count);

    /// <summary>Whether a record's key is a hash of its content, of which there may be several, rather than of its id.</summary>
    /// <param name="row">The record.</param>
    public bool IsContentKey(int row) => _contentKeys[row];

    /// <summary>Whether any record has a value in a column.</summary>
    /// <param name="column">The column.</param>
    public bool Has(int column) => _texts[column] is not null || _numbers[column] is not null;

    /// <summary>A text, or <see langword="null"/>.</summary>
    /// <param name="column">The column.</param>
    /// <param name="row">The record.</param>
    public string? Text(int column, int row) => _texts[column]?[row];

    /// <summary>A number, or <see cref="RecordBatch.Missing"/>.</summary>
    /// <param name="column">The column.</param>
    /// <param name="row">The record.</param>
    public long Number(int column, int row) => _numbers[column] is { } values ? values[row] : RecordBatch.Missing;

    /// <summary>Adds a run of a batch's records.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="start">The first record.</param>
    /// <param name="count">How many.</param>
    /// <param name="contentKeys">Whether their keys are hashes of content.</param>
    public void Add(RecordBatch batch, int start, int count, bool contentKeys)
    {
        Reserve(Count + count);
        batch.Keys.AsSpan(start, count).CopyTo(_keys.AsSpan(Count));
        _contentKeys.AsSpan(Count, count).Fill(contentKeys);
        for (var column = 0; column < Kind.Fields.Count; column++)
            if (Kind.Fields[column].IsText)
            {
                var source = batch.Texts(column).AsSpan(start, count);
                if (_texts[column] is not null || source.ContainsAnyExcept((string?)null))
                    source.CopyTo(TextColumn(column).AsSpan(Count));
            }
            else
            {
                var source = batch.Numbers(column).AsSpan(start, count);
                if (_numbers[column] is not null || source.ContainsAnyExcept(RecordBatch.Missing))
                    source.CopyTo(NumberColumn(column).AsSpan(Count));
            }

        Count += count;
    }

    /// <summary>Adds chosen records of a batch under keys of their own.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="rows">The chosen records.</param>
    /// <param name="keys">Their keys.</param>
    public void Add(RecordBatch batch, ReadOnlySpan<int> rows, ReadOnlySpan<UInt128> keys)
    {
        Reserve(Count + rows.Length);
        keys.CopyTo(_keys.AsSpan(Count));
        _contentKeys.AsSpan(Count, rows.Length).Clear();
        for (var column = 0; column < Kind.Fields.Count; column++)
            if (Kind.Fields[column].IsText)
            {
                var source = batch.Texts(column);
                if (_texts[column] is not null || source.AsSpan(0, batch.Count).ContainsAnyExcept((string?)null))
                    Gather(source, rows, TextColumn(column).AsSpan(Count));
            }
            else
            {
                var source = batch.Numbers(column);
                if (_numbers[column] is not null || source.AsSpan(0, batch.Count).ContainsAnyExcept(RecordBatch.Missing))
                    Gather(source, rows, NumberColumn(column).AsSpan(Count));
            }

        Count += rows.Length;
    }

    /// <summary>Adds chosen records of another chunk.</summary>
    /// <param name="other">The other chunk.</param>
    /// <param name="rows">The chosen records.</param>
    public void Add(RecordChunk other, ReadOnlySpan<int> rows)
    {
        Reserve(Count + rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            _keys[Count + i] = other._keys[rows[i]];
            _contentKeys[Count + i] = other._contentKeys[rows[i]];
        }

        for (var column = 0; column < Kind.Fields.Count; column++)
            if (other._texts[column] is { } texts)
                Gather(texts, rows, TextColumn(column).AsSpan(Count));
            else if (other._numbers[column] is { } numbers)
                Gather(numbers, rows, NumberColumn(column).AsSpan(Count));
            else
            {
                _texts[column]?.AsSpan(Count, rows.Length).Clear();
                _numbers[column]?.AsSpan(Count, rows.Length).Fill(RecordBatch.Missing);
            }

        Count += rows.Length;
    }

    /// <summary>The hash of a record's content, key not included.</summary>
    /// <param name="row">The record.</param>
    public UInt128 ContentOf(int row)
    {
        var hash = ContentHash.Start;
        for (var column = 0; column < Kind.Fields.Count; column++)
            if (_texts[column]?[row] is { } text)
            {
                hash.Add((ulong)column);
                hash.Add(text);
            }
            else if (_numbers[column] is { } values && values[row] != RecordBatch.Missing)
            {
                hash.Add((ulong)column);
                hash.Add((ulong)values[row]);
            }

        return hash.Value;
    }

    /// <summary>How long a record's texts are together.</summary>
    /// <param name="row">The record.</param>
    public long CharactersOf(int row)
    {
        var length = 0L;
        foreach (var texts in _texts)
            length += texts?[row]?.Length ?? 0;
        return length;
    }

    /// <summary>Forgets all records and keeps the room of their numbers.</summary>
    public void Clear()
    {
        foreach (var texts in _texts)
            texts?.AsSpan(0, Count).Clear();
        foreach (var numbers in _numbers)
            numbers?.AsSpan(0, Count).Fill(RecordBatch.Missing);
        Count = 0;
    }

    private static void Gather<T>(T[] source, ReadOnlySpan<int> rows, Span<T> target)
    {
        for (var i = 0; i < rows.Length; i++)
            target[i] = source[rows[i]];
    }

    private string?[] TextColumn(int column) => _texts[column] ??= new string?[_keys.Length];

    private long[] NumberColumn(int column)
    {
        if (_numbers[column] is { } values)
            return values;
        values = new long[_keys.Length];
        values.AsSpan().Fill(RecordBatch.Missing);
        return _numbers[column] = values;
    }

    /// <summary>The number of records there is room for.</summary>
    public int Capacity => _keys.Length;

    /// <summary>Makes room.</summary>
    /// <param name="count">For how many records in all.</param>
    public void Reserve(int count)
    {
        if (count <= _keys.Length)
            return;
        var size = Math.Max(count, _keys.Length * 2);
        Array.Resize(ref _keys, size);
        Array.Resize(ref _contentKeys, size);
        for (var column = 0; column < Kind.Fields.Count; column++)
        {
            if (_texts[column] is not null)
                Array.Resize(ref _texts[column], size);
            if (_numbers[column] is { } numbers)
            {
                Array.Resize(ref numbers, size);
                numbers.AsSpan(Count).Fill(RecordBatch.Missing);
                _numbers[column] = numbers;
            }
        }
    }
}
