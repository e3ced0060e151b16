using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Kirana.Data.ModelFiles;

public sealed partial class ModelWriter
{
    /// <summary>The whole file as bytes. A part gives the file it belongs to.</summary>
    public byte[] ToArray()
    {
        using var stream = new MemoryStream();
        Save(stream);
        return stream.ToArray();
    }

    /// <summary>Writes the whole file. A part writes the file it belongs to.</summary>
    /// <param name="stream">A stream that can be written; is neither flushed nor closed.</param>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var layout = Layout();
        var head = Head(layout, out var hashAt);

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(head);
        foreach (var (_, tensor) in layout)
            hash.AppendData(tensor.Bytes);
        Convert.TryToHexStringLower(hash.GetHashAndReset(), head.AsSpan(hashAt, ModelKeys.NoHash.Length), out _);

        stream.Write(head);
        foreach (var (_, tensor) in layout)
            stream.Write(tensor.Bytes);
    }

    /// <summary>Writes the whole file under a name: first beside it, then in its place, so that no reader ever sees half a file.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <exception cref="IOException">The folder is absent or the file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The path names a directory or a place that may not be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var beside = $"{path}.{Guid.NewGuid():n}";
        try
        {
            using (var file = File.Create(beside))
            {
                Save(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    /// <summary>The tensors in the order of their names, each followed by the zeros that align the next.</summary>
    private List<KeyValuePair<string, Tensor>> Layout()
    {
        var layout = new List<KeyValuePair<string, Tensor>>(2 * _tensors.Count);
        foreach (var pair in _tensors)
        {
            layout.Add(pair);
            var gap = -pair.Value.Bytes.Length & (ModelKeys.Alignment - 1);
            if (gap > 0)
                layout.Add(new($"{ModelKeys.Padding}{layout.Count:d6}", new Tensor(TensorType.Byte, [gap], new byte[gap])));
        }

        return layout;
    }

    /// <summary>Length and header, filled up with spaces to the alignment; the hash's digits are zeros.</summary>
    private byte[] Head(List<KeyValuePair<string, Tensor>> layout, out int hashAt)
    {
        var buffer = new ArrayBufferWriter<byte>();
        buffer.Advance(Write(buffer.GetSpan(sizeof(long)), 0));
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartObject(ModelKeys.Metadata);
            // The hash stands first: the digits are found at a place that no other content moves.
            json.WriteString(ModelKeys.Hash, ModelKeys.NoHash);
            foreach (var (key, value) in _metadata)
                json.WriteString(key, value);
            json.WriteEndObject();
            WriteTensors(json, layout);
            json.WriteEndObject();
        }

        hashAt = buffer.WrittenSpan.IndexOf(Encoding.ASCII.GetBytes(ModelKeys.NoHash));
        var gap = -buffer.WrittenCount & (ModelKeys.Alignment - 1);
        var head = new byte[buffer.WrittenCount + gap];
        buffer.WrittenSpan.CopyTo(head);
        head.AsSpan(buffer.WrittenCount).Fill((byte)' ');
        Write(head, head.Length - sizeof(long));
        return head;
    }

    private static void WriteTensors(Utf8JsonWriter json, List<KeyValuePair<string, Tensor>> layout)
    {
        var places = new SortedDictionary<string, (Tensor Tensor, long Start)>(StringComparer.Ordinal);
        long next = 0;
        foreach (var (name, tensor) in layout)
        {
            places.Add(name, (tensor, next));
            next += tensor.Bytes.Length;
        }

        foreach (var (name, (tensor, start)) in places)
        {
            json.WriteStartObject(name);
            json.WriteString("dtype", tensor.Type);
            json.WriteStartArray("shape");
            foreach (var size in tensor.Shape)
                json.WriteNumberValue(size);
            json.WriteEndArray();
            json.WriteStartArray("data_offsets");
            json.WriteNumberValue(start);
            json.WriteNumberValue(start + tensor.Bytes.Length);
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    private static int Write(Span<byte> destination, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(destination, value);
        return sizeof(long);
    }
}
