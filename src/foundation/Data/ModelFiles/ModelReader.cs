using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Kirana.Numerics.Memory;

namespace Kirana.Data.ModelFiles;

/// <summary>A model file that was opened and checked; gives out its tensors and metadata.</summary>
/// <remarks>
/// Immutable and thread-safe until disposed. Opening checks lengths, limits, the header, the tensors' places and the SHA-256
/// over the whole file; a tensor is checked and copied when it is asked for. Every fault is a <see cref="DataException"/> with the
/// code <c>bad-model</c>. A file holds data only: nothing in it is ever executed.
/// </remarks>
public sealed partial class ModelReader : IDisposable
{
    private readonly ReadOnlyMemory<byte> _file;
    private readonly ModelHeader _header;
    private readonly string _prefix = "";
    private readonly IDisposable? _owner;

    private ModelReader(ReadOnlyMemory<byte> file, string name, ModelLimits limits, IDisposable? owner)
    {
        Name = name;
        _file = file;
        _owner = owner;
        try
        {
            if (file.Length > limits.FileBytes)
                throw new ModelFault($"at most {limits.FileBytes} bytes", $"{file.Length}");
            _header = ModelHeader.Parse(file.Span, limits);
            CheckHash();
            CheckJson(limits);
            Kind = Required(ModelKeys.Kind);
            (Version, OldestReader) = Versions();
        }
        catch (ModelFault fault)
        {
            throw Bad($"The model file {name} is damaged or no model file: {fault.Message}.", "Restore the file from a backup or train the model again.");
        }
    }

    private ModelReader(ModelReader whole, string prefix)
    {
        (_file, _header, _prefix, Name) = (whole._file, whole._header, prefix, whole.Name);
        (Kind, Version, OldestReader) = (whole.Kind, whole.Version, whole.OldestReader);
        if (!_header.Metadata.TryGetValue(prefix + ModelKeys.Kind, out var kind))
            return;
        try
        {
            Kind = kind;
            (Version, OldestReader) = Versions();
        }
        catch (ModelFault fault)
        {
            throw Bad($"The part '{prefix}' of the model file {Name} is damaged: {fault.Message}.", "Train the model again.");
        }
    }

    /// <summary>The file's name, for messages.</summary>
    public string Name { get; }

    /// <summary>The kind of model; a plain part has its whole's.</summary>
    public string Kind { get; }

    /// <summary>The version of this kind's layout, at least 1.</summary>
    public int Version { get; }

    /// <summary>The oldest layout version whose reader can read this file, 1 to <see cref="Version"/>.</summary>
    public int OldestReader { get; }

    /// <summary>The learner's options as JSON; <c>{}</c> where none were written.</summary>
    public string Options => _header.Metadata.GetValueOrDefault(_prefix + ModelKeys.Options, "{}");

    /// <summary>The columns the model was fitted on, as JSON; <c>{}</c> where none were written.</summary>
    public string Schema => _header.Metadata.GetValueOrDefault(_prefix + ModelKeys.Schema, "{}");

    /// <summary>A hash of the data the model was fitted on, as lower-case hex; empty where none was written.</summary>
    public string DataHash => _header.Metadata.GetValueOrDefault(_prefix + ModelKeys.DataHash, "");

    /// <summary>Reads a model file that is in memory.</summary>
    /// <param name="file">The whole file; must not change while the reader is used.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="limits">What the file may ask for; <see cref="ModelLimits.Default"/> by default.</param>
    /// <exception cref="DataException"><c>bad-model</c>: the file is cut, changed, breaks the format or a limit.</exception>
    public static ModelReader Parse(ReadOnlyMemory<byte> file, string name, ModelLimits? limits = null) =>
        new(file, name, limits ?? ModelLimits.Default, owner: null);

    /// <summary>Opens a model file by mapping it: pages are read as tensors are asked for.</summary>
    /// <param name="path">Where the file is.</param>
    /// <param name="limits">What the file may ask for; <see cref="ModelLimits.Default"/> by default.</param>
    /// <exception cref="DataException"><c>bad-model</c>: the file is cut, changed, breaks the format or a limit.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The path names a directory or a file that may not be read.</exception>
    public static ModelReader Open(string path, ModelLimits? limits = null)
    {
        limits ??= ModelLimits.Default;
        var mapped = new MappedFile(path);
        try
        {
            if (mapped.Length > limits.FileBytes)
                throw Bad($"The model file {path} has {mapped.Length} bytes; at most {limits.FileBytes} are read.", hint: null, path);
            return new(mapped.Memory(0, (int)mapped.Length), path, limits, mapped);
        }
        catch
        {
            mapped.Dispose();
            throw;
        }
    }

    /// <summary>Refuses a model of another kind, or one that only a newer version of this library can read.</summary>
    /// <param name="kind">The kind the caller can read.</param>
    /// <param name="newestKnownVersion">The newest layout version the caller can read.</param>
    /// <exception cref="DataException"><c>bad-model</c>: the kind or the version is another one.</exception>
    public void Expect(string kind, int newestKnownVersion)
    {
        if (!string.Equals(Kind, kind, StringComparison.Ordinal))
            throw Bad($"The model file {Name} holds a model of the kind '{Kind}'{(_prefix.Length > 0 ? $" at '{_prefix}'" : "")}; expected '{kind}'.", "Give the file of the right model.");
        if (OldestReader > newestKnownVersion)
            throw Bad($"The model file {Name} needs a reader of '{kind}' of version {OldestReader}; this program knows up to {newestKnownVersion}.", "Use a newer version of this program.");
    }

    /// <summary>A part of the file.</summary>
    /// <param name="name">The part's name without a slash.</param>
    /// <returns>A reader that must not be used after this one is disposed; disposing it does nothing.</returns>
    /// <exception cref="DataException"><c>bad-model</c>: there is no such part.</exception>
    public ModelReader Part(string name)
    {
        var prefix = $"{_prefix}{name}/";
        if (!_header.Metadata.ContainsKey(prefix + ModelKeys.Kind) && !_header.Tensors.Keys.Any(key => key.StartsWith(prefix, StringComparison.Ordinal)))
            throw Bad($"The model file {Name} has no part '{prefix}'.", hint: null);
        return new ModelReader(this, prefix);
    }

    /// <summary>Lets go of the file. What was read from it stays valid.</summary>
    public void Dispose() => _owner?.Dispose();

    /// <summary>The exception for content that a model cannot be made of, such as an index that points nowhere.</summary>
    /// <param name="tensor">The tensor's name.</param>
    /// <param name="expected">What was expected.</param>
    /// <param name="found">What was found.</param>
    /// <returns>The exception, for the caller to throw.</returns>
    public DataException Invalid(string tensor, string expected, string found) =>
        Bad($"The model file {Name} is of no use: '{_prefix}{tensor}' should hold {expected}, found {found}.", "Train the model again.");

    private void CheckHash()
    {
        var written = Required(ModelKeys.Hash);
        var file = _file.Span;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(file[.._header.HashAt]);
        hash.AppendData(Encoding.ASCII.GetBytes(ModelKeys.NoHash));
        hash.AppendData(file[(_header.HashAt + ModelKeys.NoHash.Length)..]);
        var found = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (!string.Equals(found, written, StringComparison.Ordinal))
            throw new ModelFault($"the SHA-256 {written}", found);
    }

    private void CheckJson(ModelLimits limits)
    {
        foreach (var (key, value) in _header.Metadata)
        {
            if (key[(key.LastIndexOf('/') + 1)..] is not (ModelKeys.Options or ModelKeys.Schema))
                continue;
            try
            {
                using var document = JsonDocument.Parse(value, new JsonDocumentOptions { MaxDepth = limits.JsonDepth });
            }
            catch (JsonException e)
            {
                throw new ModelFault($"JSON in '{key}'", e.Message);
            }
        }
    }

    private (int Version, int OldestReader) Versions()
    {
        var version = Number(ModelKeys.Version);
        var oldest = Number(ModelKeys.OldestReader);
        if (version < 1 || oldest < 1 || oldest > version)
            throw new ModelFault("an oldest reader from 1 to the version", $"{oldest} and {version}");
        return (version, oldest);
    }

    private int Number(string key) =>
        int.TryParse(Required(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new ModelFault($"a number in '{_prefix}{key}'", Required(key));

    private string Required(string key) =>
        _header.Metadata.TryGetValue(_prefix + key, out var value) ? value : throw new ModelFault($"'{_prefix}{key}' in the metadata", "none");

    private DataException Bad(string message, string? hint) => Bad(message, hint, Name);

    private static DataException Bad(string message, string? hint, string file) => new(message) { Code = "bad-model", File = file, Hint = hint };
}
