using System.Buffers.Binary;
using System.Security.Cryptography;
using Kirana.Data.ModelFiles;

namespace Kirana.Tests.Foundation.Data.ModelFiles;

/// <summary>A small model file with every type, a composite and strings.</summary>
internal static class Sample
{
    public static ModelWriter Writer()
    {
        var writer = new ModelWriter("sample-model", 3, 2)
        {
            Options = """{"factors":4}""",
            Schema = """{"columns":["größe"]}""",
            DataHash = "00ff",
        };
        writer.Add("factors", [1, -2.5f, float.NaN, 4, 5, 6], 2, 3);
        writer.Add("means", [Math.PI, double.NegativeInfinity]);
        writer.Add("codes", [int.MinValue, 0, int.MaxValue]);
        writer.Add("big", [long.MaxValue]);
        writer.Add("raw", new byte[] { 0, 255 });
        writer.Add("quantised", new sbyte[] { -128, 127 });
        writer.Add("nothing", ReadOnlySpan<float>.Empty);
        writer.AddStrings("ids", ["", "naïve", "日本", "🛒", ""]);
        var steps = writer.Part("steps");
        var scaler = steps.Part("0", "scaler");
        scaler.Options = """{"robust":true}""";
        scaler.Add("scale", [0.5]);
        steps.Part("1", "scaler").Add("scale", [2.0]);
        return writer;
    }

    /// <summary>Reads everything that <see cref="Writer"/> wrote, and says what it found.</summary>
    public static string Read(byte[] file)
    {
        var reader = ModelReader.Parse(file, "fuzzed");
        reader.Expect("sample-model", 3);
        var step = reader.Part("steps").Part("0");
        return string.Join('|', [
            reader.Kind, $"{reader.Version}", reader.Options, reader.Schema, reader.DataHash,
            string.Join(',', reader.Floats("factors", 2, 3)), string.Join(',', reader.Doubles("means")), string.Join(',', reader.Ints("codes")),
            string.Join(',', reader.Longs("big")), string.Join(',', reader.Bytes("raw")), string.Join(',', reader.SBytes("quantised")),
            string.Join(',', reader.Floats("nothing")), string.Join(',', reader.Strings("ids")),
            step.Kind, step.Options, string.Join(',', step.Doubles("scale")), string.Join(',', reader.Tensors),
        ]);
    }

    /// <summary>Makes the hash right again after a lie, so that the checks behind it are met. Does nothing where there is no hash.</summary>
    public static byte[] Rehash(byte[] file)
    {
        var at = file.AsSpan().IndexOf("\"sha256\":\""u8) + 10;
        if (at < 10 || at + 64 > file.Length)
            return file;
        file.AsSpan(at, 64).Fill((byte)'0');
        Convert.TryToHexStringLower(SHA256.HashData(file), file.AsSpan(at, 64), out _);
        return file;
    }

    /// <summary>The file with another text in the place of a piece of its header, lengths and hash made right.</summary>
    public static byte[] WithHeader(byte[] file, Func<string, string> change)
    {
        var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        var header = System.Text.Encoding.UTF8.GetBytes(change(System.Text.Encoding.UTF8.GetString(file, 8, length)));
        var changed = new byte[8 + header.Length + file.Length - 8 - length];
        BinaryPrimitives.WriteInt64LittleEndian(changed, header.Length);
        header.CopyTo(changed, 8);
        file.AsSpan(8 + length).CopyTo(changed.AsSpan(8 + header.Length));
        return Rehash(changed);
    }
}
