namespace Kirana.Operate.Records;

/// <summary>A kind of record a shop keeps, with its fields in the order of the columns.</summary>
public sealed class RecordKind
{
    /// <summary>Creates a kind.</summary>
    /// <param name="name">The plural, lower-case name, such as <c>events</c>.</param>
    /// <param name="time">The field that orders the records in time, or <see langword="null"/>.</param>
    /// <param name="fields">The fields.</param>
    public RecordKind(string name, string? time, IReadOnlyList<Field> fields)
    {
        Name = name;
        Fields = fields;
        TimeIndex = time is null ? -1 : IndexOf(time);
        RestIndex = fields.Select(field => field.Name).ToList().FindIndex(field => field is "extra" or "attributes");
    }

    /// <summary>The plural, lower-case name: route, command word and table name.</summary>
    public string Name { get; }

    /// <summary>The fields in column order.</summary>
    public IReadOnlyList<Field> Fields { get; }

    /// <summary>The column that orders the records in time, or −1.</summary>
    public int TimeIndex { get; }

    /// <summary>The column that keeps what no field takes, or −1. Fields that a kind gained later stand behind it: columns keep their numbers.</summary>
    public int RestIndex { get; }

    /// <summary>The column of a field.</summary>
    /// <param name="field">The field's name.</param>
    /// <exception cref="ArgumentException">There is no such field; the message names those there are.</exception>
    public int IndexOf(string field)
    {
        for (var i = 0; i < Fields.Count; i++)
            if (string.Equals(Fields[i].Name, field, StringComparison.Ordinal))
                return i;
        throw new ArgumentException($"{Name} have no field '{field}'; they have {string.Join(", ", Fields.Select(f => f.Name))}.", nameof(field));
    }
}
