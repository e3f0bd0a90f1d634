// Sends files to our own route a piece at a time: the browser streams each from the disk, and the server writes it as it comes.
export default function ({ parentElement, data, setTriggerValue }) {
  const drop = parentElement.querySelector(".drop");
  const input = parentElement.querySelector("input");
  const list = parentElement.querySelector(".list");
  parentElement.querySelector(".hint").textContent = data.hint;
  input.setAttribute("aria-label", "Choose files");

  const send = (file) => new Promise((resolve) => {
    const row = document.createElement("li");
    const name = document.createElement("span");
    const bar = document.createElement("progress");
    const stop = document.createElement("button");
    name.textContent = `${file.name} (${(file.size / 1e6).toLocaleString("en", { maximumFractionDigits: 1 })} MB)`;
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", `Sending ${file.name}`);
    stop.textContent = "Stop";
    stop.type = "button";
    row.append(name, stop, bar);
    list.append(row);
    const wrong = (text) => {
      bar.remove();
      stop.remove();
      name.textContent = `${file.name}: ${text}`;
      name.className = "wrong";
      resolve(null);
    };
    const request = new XMLHttpRequest();
    request.open("PUT", `${data.url}?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("X-Footfall", "upload");
    request.upload.onprogress = (event) => { bar.value = event.lengthComputable ? event.loaded / event.total : 0; };
    request.onerror = () => wrong("the connection broke off. Send it again.");
    request.onabort = () => wrong("stopped.");
    request.onload = () => {
      let said = {};
      try { said = JSON.parse(request.responseText); } catch { said = {}; }
      if (request.status !== 200) {
        wrong(`${said.what || "it was refused."} ${said.remedy || ""}`);
        return;
      }
      stop.remove();
      bar.value = 1;
      resolve(said.id);
    };
    stop.onclick = () => request.abort();
    request.send(file);
  });

  const sendAll = async (files) => {
    list.replaceChildren();
    const ids = [];
    for (const file of files) {
      const id = await send(file);
      if (id) ids.push(id);
    }
    input.value = "";
    if (ids.length) {
      list.replaceChildren();
      setTriggerValue("sent", ids);
    }
  };

  input.onchange = () => { if (input.files.length) sendAll([...input.files]); };
  drop.ondragover = (event) => { event.preventDefault(); drop.classList.add("over"); };
  drop.ondragleave = () => drop.classList.remove("over");
  drop.ondrop = (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    sendAll([...event.dataTransfer.files]);
  };
}
