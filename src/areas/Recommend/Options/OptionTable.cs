using System.Text.Json;

namespace Kirana.Recommend.Options;

/// <summary>The options of one kind of learner: how each is called in JSON, read and set. One table serves writing and reading.</summary>
/// <typeparam name="T">The learner.</typeparam>
internal sealed class OptionTable<T>
{
    private readonly List<Action<Utf8JsonWriter, T>> _writers = [];
    private readonly List<Func<JsonElement, T, T>> _readers = [];

    /// <summary>A whole number.</summary>
    public OptionTable<T> Whole(string name, Func<T, int> get, Func<T, int, T> set) =>
        Add((json, learner) => json.WriteNumber(name, get(learner)), (json, learner) => json.TryGetProperty(name, out var value) ? set(learner, (int)value.GetDouble()) : learner);

    /// <summary>A number.</summary>
    public OptionTable<T> Number(string name, Func<T, double> get, Func<T, double, T> set) =>
        Add((json, learner) => json.WriteNumber(name, get(learner)), (json, learner) => json.TryGetProperty(name, out var value) ? set(learner, value.GetDouble()) : learner);

    /// <summary>A number that may be infinite. JSON has no infinity, so an absent one is.</summary>
    public OptionTable<T> NumberOrInfinity(string name, Func<T, double> get, Func<T, double, T> set) => Add(
        (json, learner) =>
        {
            if (double.IsFinite(get(learner)))
                json.WriteNumber(name, get(learner));
        },
        (json, learner) => set(learner, json.TryGetProperty(name, out var value) ? value.GetDouble() : double.PositiveInfinity));

    /// <summary>One of a few words.</summary>
    public OptionTable<T> Choice<TChoice>(string name, Func<T, TChoice> get, Func<T, TChoice, T> set) where TChoice : struct, Enum => Add(
        (json, learner) => json.WriteString(name, get(learner).ToString()),
        (json, learner) => !json.TryGetProperty(name, out var value) ? learner
            : Enum.TryParse<TChoice>(value.GetString(), out var choice) ? set(learner, choice)
            : throw new FormatException($"'{value}' is no {typeof(TChoice).Name}."));

    /// <summary>Writes the options in the order of the table, so equal options are equal text.</summary>
    public string Write(T learner) => LearnerOptions.Write(json => Write(json, learner));

    /// <summary>Writes the options among other members.</summary>
    public void Write(Utf8JsonWriter json, T learner)
    {
        foreach (var write in _writers)
            write(json, learner);
    }

    /// <summary>Reads options.</summary>
    /// <param name="json">An object.</param>
    /// <param name="learner">What keeps the options that are absent.</param>
    /// <exception cref="FormatException">An option is no word of its kind.</exception>
    /// <exception cref="InvalidOperationException">An option has the wrong type.</exception>
    public T Read(JsonElement json, T learner) => _readers.Aggregate(learner, (read, reader) => reader(json, read));

    private OptionTable<T> Add(Action<Utf8JsonWriter, T> write, Func<JsonElement, T, T> read)
    {
        _writers.Add(write);
        _readers.Add(read);
        return this;
    }
}
