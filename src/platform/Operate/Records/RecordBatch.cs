namespace Kirana.Operate.Records;

/// <summary>Some records of one kind, column by column.</summary>
/// <remarks>Mutable while it is filled, by one thread. The storage of a cleared batch is used again.</remarks>
public sealed class RecordBatch
{
    /// <summary>The stored form of a missing number.</summary>
    public const long Missing = long.MinValue;

    private readonly string?[]?[] _texts;
    private readonly long[]?[] _numbers;

    /// <summary>Creates an empty batch.</summary>
    /// <param name="kind">The kind of its records.</param>
    /// <param name="capacity">The most records it can hold, at least 1.</param>
    public RecordBatch(RecordKind kind, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        Kind = kind;
        Capacity = capacity;
        Keys = new UInt128[capacity];
        _texts = new string?[]?[kind.Fields.Count];
        _numbers = new long[]?[kind.Fields.Count];
        for (var i = 0; i < kind.Fields.Count; i++)
            if (kind.Fields[i].IsText)
                _texts[i] = new string?[capacity];
            else
                _numbers[i] = new long[capacity];
    }

    /// <summary>The kind of the records.</summary>
    public RecordKind Kind { get; }

    /// <summary>The most records it can hold.</summary>
    public int Capacity { get; }

    /// <summary>The number of records, set by whoever fills the batch.</summary>
    public int Count { get; set; }

    /// <summary>The 128-bit identity of each record: a hash of its id, or of its content where it has none.</summary>
    public UInt128[] Keys { get; }

    /// <summary>The column of a text field (<see cref="Field.IsText"/>); <see langword="null"/> where missing.</summary>
    /// <param name="column">The column's index.</param>
    public string?[] Texts(int column) => _texts[column] ?? throw new ArgumentException($"{Kind.Fields[column].Name} holds numbers.", nameof(column));

    /// <summary>The column of any other field; <see cref="Missing"/> where missing.</summary>
    /// <param name="column">The column's index.</param>
    public long[] Numbers(int column) => _numbers[column] ?? throw new ArgumentException($"{Kind.Fields[column].Name} holds text.", nameof(column));
}
